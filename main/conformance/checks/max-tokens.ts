import { message } from '../../../shared/i18n/index.ts';
import type { Message } from '../../../shared/i18n/index.ts';
import { firstOf } from '../exchange.ts';
import type { Exchange } from '../exchange.ts';
import { flawed, notApplicable, pass } from '../judgement.ts';
import type { Check, Judgement } from '../judgement.ts';
import { readStream } from '../read-chat.ts';
import { outcomeOf } from '../read-error.ts';
import { blindMaxTokens, smallLimit } from '../requests.ts';
import { sayOutcome } from '../say.ts';
import { estimateTokens } from '../tokens.ts';

/** Estimated tokens past which a limit of eight was not kept, whatever the tokenizer. */
const farBeyond = smallLimit * 6;

/**
 * The limit of an answer, under both of its names, and DB-GPT's own large one where the context is small: vLLM refuses a
 * prompt and a `max_tokens` that do not fit together. Ollama 0.32 ignores `max_completion_tokens`.
 */
export const maxTokens: Check = {
  id: 'max-tokens',
  types: ['chat'],
  quickFor: [],
  steps: ['max-tokens', 'max-completion-tokens', 'blind-max-tokens'],
  judge({ seen }) {
    const [usual, newer, blind] = [
      firstOf(seen, 'max-tokens'),
      firstOf(seen, 'max-completion-tokens'),
      firstOf(seen, 'blind-max-tokens'),
    ];
    const refused = blind === undefined ? null : outcomeOf(blind);
    if (blind !== undefined && refused !== null && refused.kind === 'refused') {
      return flawed('max-tokens-refused', sayOutcome(refused), { exchange: blind });
    }
    const kept = keepsLimit(usual);
    if (usual !== undefined && kept === false) {
      return flawed('max-tokens-ignored', ignored('max_tokens', usual), { exchange: usual });
    }
    if (newer !== undefined && keepsLimit(newer) === false) {
      return flawed('max-completion-tokens-ignored', ignored('max_completion_tokens', newer), {
        exchange: newer,
      });
    }
    return judgeKept(usual, kept, blind !== undefined);
  },
};

function judgeKept(exchange: Exchange | undefined, kept: boolean | null, hasBlind: boolean): Judgement {
  const evidence = { exchange: exchange ?? null };
  if (kept === null) return notApplicable(message('check.not.endedBefore', { limit: smallLimit }), evidence);
  return hasBlind
    ? pass(message('check.saw.limitsKept', { limit: smallLimit, blind: blindMaxTokens }), evidence)
    : pass(message('check.saw.limitKept', { limit: smallLimit }), evidence);
}

function ignored(field: string, exchange: Exchange): Message {
  const { text, thoughts } = readStream(exchange);
  return message('check.saw.limitIgnored', {
    field,
    limit: smallLimit,
    tokens: estimateTokens(text + thoughts),
  });
}

/** Null where the answer ended by itself before the limit, or there was none. */
function keepsLimit(exchange: Exchange | undefined): boolean | null {
  if (exchange === undefined || outcomeOf(exchange).kind !== 'answered') return null;
  const { text, thoughts, finishReason } = readStream(exchange);
  const tokens = estimateTokens(text + thoughts);
  // A server that ignores the limit and sends all at the end is silent until then.
  if (exchange.ending === 'closed' || exchange.ending === 'silent' || tokens > farBeyond) return false;
  return finishReason === 'length' || tokens >= smallLimit - 2 ? true : null;
}

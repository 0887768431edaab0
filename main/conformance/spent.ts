/** What a check has cost: requests as they were sent, tokens as the server counts them, or estimated. Pure. */
import type { CheckSpent } from '../../shared/conformance.ts';
import { bodyOf } from './exchange.ts';
import type { Exchange } from './exchange.ts';
import { parseJson } from './fields.ts';
import { readStream, readWhole, usageIn } from './read-chat.ts';
import { outcomeOf } from './read-error.ts';
import { estimatePrompt, estimateTokens } from './tokens.ts';

export function spentOn(exchanges: readonly Exchange[]): CheckSpent {
  const costs = exchanges.map(costOf);
  return {
    requests: exchanges.length,
    tokens: costs.reduce((sum, { tokens }) => sum + tokens, 0),
    isEstimated: costs.some(({ isEstimated }) => isEstimated),
  };
}

interface Cost {
  tokens: number;
  isEstimated: boolean;
}

const nothing: Cost = { tokens: 0, isEstimated: false };

/** What is refused costs nothing. */
function costOf(exchange: Exchange): Cost {
  if (exchange.request.body === null || outcomeOf(exchange).kind !== 'answered') return nothing;
  const counted = usageIn(parseJson(bodyOf(exchange))) ?? readStream(exchange).usage;
  return counted === null
    ? { tokens: estimatePrompt(exchange.request.body) + estimateTokens(textOf(exchange)), isEstimated: true }
    : { tokens: counted.prompt + counted.completion, isEstimated: false };
}

function textOf(exchange: Exchange): string {
  const { text, thoughts } = readWhole(exchange) ?? readStream(exchange);
  return text + thoughts;
}

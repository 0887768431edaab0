/** A judgement as it is shown and kept: with what was sent and what came back, short and without the key. */
import type { CheckId, CheckResult } from '../../shared/conformance.ts';
import { message } from '../../shared/i18n/index.ts';
import type { Message, MessageParam } from '../../shared/i18n/index.ts';
import { bodyOf } from './exchange.ts';
import type { CheckRequest, Exchange } from './exchange.ts';
import type { CheckFacts } from './facts.ts';
import { fixOf } from './flaws.ts';
import type { Evidence, Judgement } from './judgement.ts';

/** Characters that are kept of a request or an answer. */
export const keptCharacters = 2_000;

export function toResult(
  id: CheckId,
  judgement: Judgement,
  facts: CheckFacts,
  key: string | null,
): CheckResult {
  const { detail, evidence } = judgement;
  const fix = judgement.kind === 'flaw' ? fixOf(judgement.flaw) : null;
  return {
    id,
    status: judgement.kind === 'flaw' ? (fix === null ? 'fail' : 'repaired') : judgement.kind,
    detail: maskedMessage(detail, key),
    meaning: meaningOf(id, judgement),
    request: evidence.exchange === null ? null : shorten(requestText(evidence.exchange.request, facts)),
    answer: evidence.exchange === null ? null : shorten(masked(answerText(evidence.exchange, evidence), key)),
    fix,
  };
}

function meaningOf(id: CheckId, judgement: Judgement): CheckResult['meaning'] {
  if (judgement.kind === 'flaw') return message(`check.flaw.${judgement.flaw}`);
  return judgement.kind === 'pass' ? message(`check.pass.${id}`) : message('check.not.meaning');
}

/** Request line and body; the headers are the same each time, and one of them is the key. */
function requestText({ method, below, path, body }: CheckRequest, facts: CheckFacts): string {
  const line = `${method} ${below === 'api' ? facts.apiPath : facts.nativePath}${path}`;
  return body === null ? line : `${line}\n\n${body}`;
}

function answerText(exchange: Exchange, { lines }: Evidence): string {
  const { status, headers, ending, error } = exchange;
  if (status === null) return error === '' ? `(${ending})` : `(${ending}, ${error})`;
  const type = headers['content-type'];
  const head = type === undefined ? `HTTP ${status}` : `HTTP ${status}\ncontent-type: ${type}`;
  const end = ending === 'whole' ? '' : `\n(${ending})`;
  return `${head}\n\n${lines?.join('\n\n') ?? bodyOf(exchange).trim()}${end}`;
}

/** Keeps both ends: a long prompt is the same word all over, and a long answer ends with what it says last. */
export function shorten(text: string): string {
  if (text.length <= keptCharacters) return text;
  const tail = 400;
  return `${text.slice(0, keptCharacters - tail - 3)}\n…\n${text.slice(-tail)}`;
}

/** Some servers quote the key that they refuse, as it is or inside JSON. */
function masked(text: string, key: string | null): string {
  if (key === null || key === '') return text;
  return text.replaceAll(JSON.stringify(key).slice(1, -1), '***').replaceAll(key, '***');
}

function maskedMessage({ key: name, params }: Message, key: string | null): Message {
  if (params === undefined) return { key: name };
  const entries = Object.entries(params).map(([param, value]) => [param, maskedParam(value, key)] as const);
  return { key: name, params: Object.fromEntries(entries) };
}

function maskedParam(value: MessageParam, key: string | null): MessageParam {
  if (typeof value === 'string') return masked(value, key);
  return typeof value === 'number' ? value : maskedMessage(value, key);
}

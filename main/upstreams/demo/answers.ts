/** What the demo says, in the shapes of the OpenAI API reference. */
import { createHash } from 'node:crypto';
import { proxyErrors } from '../../../shared/errors.ts';
import type { Locale, Message } from '../../../shared/i18n/index.ts';
import { createTranslate, renderMessage } from '../../../shared/i18n/index.ts';
import type { DemoQuestion } from './question.ts';
import { demoEmbeddingId, demoModelId } from './model-ids.ts';

type Kind = 'chat' | 'text';

const echoLength = 400;
const dimensions = 64;

export function modelsAnswer(hasEmbeddings: boolean): unknown {
  const ids = hasEmbeddings ? [demoModelId, demoEmbeddingId] : [demoModelId];
  const data = ids.map((id) => ({ id, object: 'model', created: 0, owned_by: 'modeltray' }));
  return { object: 'list', data };
}

/** An error that a client reads as the proxy's own, because a relayed one is not put into the user's words. */
export function errorAnswer(
  code: 'bad_json' | 'endpoint_not_available',
  text: Message,
  locale: Locale,
): unknown {
  const { type } = proxyErrors[code];
  return { error: { message: renderMessage(locale, text), type, param: null, code }, src: 'modeltray' };
}

export function completeAnswer(question: DemoQuestion, kind: Kind, locale: Locale, nowMs: number): unknown {
  const { tokens, finish } = answerTokens(question, locale);
  const text = tokens.join('');
  const answer =
    kind === 'chat' ? { message: { role: 'assistant', content: text } } : { text, logprobs: null };
  return {
    ...head(kind, nowMs, false),
    choices: [{ index: 0, ...answer, finish_reason: finish }],
    usage: usageOf(question, tokens),
  };
}

/** Every event of a stream, in order, `[DONE]` included. */
export function streamEvents(question: DemoQuestion, kind: Kind, locale: Locale, nowMs: number): string[] {
  const { tokens, finish } = answerTokens(question, locale);
  const start = head(kind, nowMs, true);
  const choice = (part: object, finishReason: string | null): unknown => ({
    ...start,
    choices: [{ index: 0, ...part, finish_reason: finishReason }],
  });
  const say = (text: string): object => (kind === 'chat' ? { delta: { content: text } } : { text });
  const opening = kind === 'chat' ? [choice({ delta: { role: 'assistant', content: '' } }, null)] : [];
  const ending = choice(kind === 'chat' ? { delta: {} } : { text: '' }, finish);
  const usage = question.wantsUsage ? [{ ...start, choices: [], usage: usageOf(question, tokens) }] : [];
  const events = [...opening, ...tokens.map((token) => choice(say(token), null)), ending, ...usage];
  return [...events.map((event) => `data: ${JSON.stringify(event)}\n\n`), 'data: [DONE]\n\n'];
}

/** Unit vectors from a hash of the text: the same text always gives the same one, and they mean nothing. */
export function embeddingsAnswer({ inputs }: DemoQuestion): unknown {
  const data = inputs.map((input, index) => ({ object: 'embedding', index, embedding: vectorOf(input) }));
  const tokens = inputs.reduce((sum, input) => sum + splitTokens(input).length, 0);
  return {
    object: 'list',
    data,
    model: demoEmbeddingId,
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  };
}

function answerTokens(question: DemoQuestion, locale: Locale): { tokens: string[]; finish: string } {
  const t = createTranslate(locale);
  const asked = question.text.trim();
  const echo = asked.length > echoLength ? `${asked.slice(0, echoLength)}…` : asked;
  const all = splitTokens(asked === '' ? t('demo.answer.noQuestion') : t('demo.answer', { question: echo }));
  const isCut = all.length > question.maxTokens;
  return { tokens: isCut ? all.slice(0, question.maxTokens) : all, finish: isCut ? 'length' : 'stop' };
}

/** Words with the space before them, and single Chinese characters. */
function splitTokens(text: string): string[] {
  return text.match(/\s*[\p{Script=Han}]|\s*[^\s\p{Script=Han}]+|\s+/gu) ?? [];
}

function head(kind: Kind, nowMs: number, isStream: boolean): object {
  const created = Math.floor(nowMs / 1000);
  const object = kind === 'text' ? 'text_completion' : isStream ? 'chat.completion.chunk' : 'chat.completion';
  return { id: `demo-${created}`, object, created, model: demoModelId };
}

function usageOf(question: DemoQuestion, tokens: readonly string[]): object {
  const asked = splitTokens(question.text).length;
  return { prompt_tokens: asked, completion_tokens: tokens.length, total_tokens: asked + tokens.length };
}

function vectorOf(text: string): number[] {
  const bytes = [0, 1].flatMap((part) => [...createHash('sha256').update(`${part} ${text}`).digest()]);
  const raw = bytes.slice(0, dimensions).map((byte) => byte - 127.5);
  const length = Math.hypot(...raw);
  return raw.map((value) => value / length);
}

/** Changes a dialect's own answers into what a conduct sends. Works on the finished text, whatever software wrote it. */
import type { Conduct, VectorDamage } from './conduct.ts';

type Json = Record<string, unknown>;

/** The chunks of a stream, each one or more events. */
export function reshapeStream(chunks: readonly string[], conduct: Conduct): string[] {
  const events = conduct.delivery === 'lump' ? inOneLump(chunks) : chunks;
  return events.map((chunk) => reshapeChunk(chunk, conduct)).filter((chunk) => chunk !== '');
}

function reshapeChunk(chunk: string, conduct: Conduct): string {
  return eventsIn(chunk)
    .map((data) => reshapeEvent(data, conduct))
    .join('');
}

function reshapeEvent(data: string, conduct: Conduct): string {
  if (data === '[DONE]') return conduct.sendsDone ? 'data: [DONE]\n\n' : '';
  const event = JSON.parse(data) as Json;
  for (const choice of choicesOf(event)) reshapeChoice(choice, conduct);
  if (conduct.damage === 'null-choices') event.choices = null;
  const text = JSON.stringify(event);
  if (conduct.damage === 'unreadable-event') return `data: ${text.slice(0, -2)}\n\n`;
  return conduct.damage === 'named-events' ? `event: completion\ndata: ${text}\n\n` : `data: ${text}\n\n`;
}

function reshapeChoice(choice: Json, conduct: Conduct): void {
  if (!conduct.sendsFinish) choice.finish_reason = null;
  const delta = choice.delta as Json | undefined;
  if (delta === undefined) return;
  if (!conduct.namesRole) delete delta.role;
  if (typeof delta.content === 'string') delta.content = damaged(delta.content, conduct);
  if (conduct.tools === 'calls-without-index') delete (delta.tool_calls as Json[] | undefined)?.[0]?.index;
  if (conduct.damage === 'no-delta') delete choice.delta;
}

function damaged(content: string, { damage }: Conduct): string {
  if (damage === 'broken-characters') return content.replace(/[^\x00-\x7f]/gu, '\ufffd');
  return damage === 'half-pairs' ? content.replace(/([\ud800-\udbff])[\udc00-\udfff]/g, '$1') : content;
}

/** All content in the first event that has any. */
function inOneLump(chunks: readonly string[]): string[] {
  const events = chunks
    .flatMap(eventsIn)
    .map((data) => ({ data, json: data === '[DONE]' ? null : (JSON.parse(data) as Json) }));
  const withContent = events.filter(({ json }) => contentOf(json) !== '');
  const [first] = withContent;
  const delta =
    first?.json === null || first === undefined ? undefined : (choicesOf(first.json)[0]?.delta as Json);
  if (delta !== undefined) delta.content = withContent.map(({ json }) => contentOf(json)).join('');
  return events
    .filter((event) => event === first || !withContent.includes(event))
    .map(({ data, json }) => `data: ${json === null ? data : JSON.stringify(json)}\n\n`);
}

function contentOf(event: Json | null): string {
  const delta = event === null ? undefined : (choicesOf(event)[0]?.delta as Json | undefined);
  return typeof delta?.content === 'string' ? delta.content : '';
}

function eventsIn(chunk: string): string[] {
  return chunk
    .split('\n\n')
    .filter((event) => event !== '')
    .map((event) => event.replace(/^data: /, ''));
}

function choicesOf(event: Json): Json[] {
  return Array.isArray(event.choices) ? (event.choices as Json[]) : [];
}

/** A whole answer. */
export function reshapeWhole(answer: unknown, hasUsage: boolean): unknown {
  const { usage, ...rest } = answer as Json;
  return hasUsage ? { ...rest, usage } : rest;
}

/** A list of vectors. */
export function reshapeVectors(answer: unknown, damage: VectorDamage | null): unknown {
  const list = answer as { data: Json[] };
  const data = list.data.map((row, at) => reshapeRow(row, at, damage));
  return { ...list, data: damage === 'too-few' ? data.slice(1) : data };
}

function reshapeRow({ index, embedding, ...row }: Json, at: number, damage: VectorDamage | null): Json {
  const numbers = embedding as number[];
  if (damage === 'no-index') return { ...row, embedding };
  if (damage === 'empty') return { ...row, index, embedding: [] };
  if (damage === 'unequal' && at > 0) return { ...row, index, embedding: numbers.slice(1) };
  if (damage !== 'base64') return { ...row, index, embedding };
  const bytes = Buffer.from(new Float32Array(numbers).buffer).toString('base64');
  return { ...row, index, embedding: bytes };
}

/** The plain shape of the OpenAI API, which LM Studio, vLLM and cloud servers vary in details. */
import type { Dialect, Generation } from '../fake-types.ts';
import {
  createdAt,
  deltasOf,
  doneEvent,
  event,
  finishReason,
  messageOf,
  range,
  textOf,
  usageOf,
  vector,
} from './reply.ts';

export interface ShapeOptions {
  reasoningField: string;
  /** The first event says the role and an empty content, before any token. */
  hasRoleEvent: boolean;
  /** Further members of each chunk, and of each choice. */
  chunkExtra?: object;
  choiceExtra?: object;
}

type Shape = Pick<Dialect, 'stream' | 'whole' | 'embeddings'>;

/** Streams, whole answers and embeddings in one server's variant of the shape. */
export function createShape(options: ShapeOptions): Shape {
  return {
    stream: (generation) =>
      generation.endpoint === 'chat' ? chatChunks(generation, options) : completionChunks(generation),
    whole: (generation) => whole(generation, options),
    embeddings: (model, count) => ({
      object: 'list',
      data: range(count).map((index) => ({ object: 'embedding', index, embedding: vector(index) })),
      model,
      usage: { prompt_tokens: 2, total_tokens: 2 },
    }),
  };
}

function chunkOf(
  generation: Generation,
  options: ShapeOptions,
  choices: unknown[],
  extra: object = {},
): string {
  const { id, model } = generation;
  const head = { id, object: 'chat.completion.chunk', created: createdAt, model };
  return event({ ...head, ...options.chunkExtra, choices, ...extra });
}

function chatChunks(generation: Generation, options: ShapeOptions): string[] {
  const { reply } = generation;
  const one = (delta: object, finish_reason: string | null): unknown[] => [
    { index: 0, delta, ...options.choiceExtra, finish_reason },
  ];
  const deltas = deltasOf(reply, options.reasoningField).map((delta, index) =>
    index === 0 && !options.hasRoleEvent ? { role: 'assistant', ...delta } : delta,
  );
  if (options.hasRoleEvent) deltas.unshift({ role: 'assistant', content: '' });
  return [
    ...deltas.map((delta) => chunkOf(generation, options, one(delta, null))),
    chunkOf(generation, options, one({}, finishReason(reply))),
    ...(generation.withUsage ? [chunkOf(generation, options, [], { usage: usageOf(generation) })] : []),
    doneEvent,
  ];
}

function completionChunks(generation: Generation): string[] {
  const { id, model, reply } = generation;
  const one = (text: unknown, finish_reason: string | null): string =>
    event({
      id,
      object: 'text_completion',
      created: createdAt,
      model,
      choices: [{ index: 0, text, logprobs: null, finish_reason }],
    });
  const texts = deltasOf(reply, 'reasoning').map(({ content }) => content);
  return [...texts.map((text) => one(text, null)), one('', finishReason(reply)), doneEvent];
}

function whole(generation: Generation, options: ShapeOptions): unknown {
  const { id, model, endpoint, reply } = generation;
  const finish_reason = finishReason(reply);
  const choice =
    endpoint === 'chat'
      ? { index: 0, message: messageOf(reply, options.reasoningField), ...options.choiceExtra, finish_reason }
      : { index: 0, text: textOf(reply), logprobs: null, finish_reason };
  const object = endpoint === 'chat' ? 'chat.completion' : 'text_completion';
  return { id, object, created: createdAt, model, choices: [choice], usage: usageOf(generation) };
}

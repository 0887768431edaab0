/**
 * The requests of a check, with the bodies that DB-GPT's client sends: `messages`, `model`, `max_tokens`, `stream` and
 * `temperature`, and what the check is about.
 */
import type { CheckFacts } from './facts.ts';
import type { CheckRequest } from './exchange.ts';

/** The most that one answer may be, and what a server that ignores a limit may produce before it is left. */
const answerTokens = 64;
const unboundedTokens = 100;
/** Long enough that a server which generates on after its client has left is seen to. */
export const longAnswerTokens = 512;
/** Where an answer is left that should go on: DB-GPT's user presses stop after some words. */
const leaveAfter = 8;

/** A name that no server has, and that none would download by. */
const unknownModelName = 'modeltray-no-such-model';

/** Words that no model says by itself, one for each of the requests that are sent at once. */
export const markers = ['harbour-417', 'juniper-538', 'lantern-264', 'meadow-971'] as const;

export const repeated = '你好，世界！ModelTray 正在检查这个模型。👋🌍';

/** A limit that a story goes far beyond. */
export const smallLimit = 8;

const count = 'Count from one to twelve in words, separated by spaces.';
const story = 'Write a long story about a tree, with many details.';
const sayOk = 'Say OK.';

type Message = { role: 'system' | 'user' | 'assistant'; content: string };

function user(content: string): Message {
  return { role: 'user', content };
}

interface ChatOptions {
  messages?: readonly Message[];
  maxTokens?: number;
  stream?: boolean;
  temperature?: number;
  more?: object;
  request?: Partial<CheckRequest>;
}

/** DB-GPT's defaults: a stream, and a temperature that is never 0. */
function chat(model: string, options: ChatOptions): CheckRequest {
  const { messages = [user(sayOk)], maxTokens = answerTokens, stream = true, temperature = 0.6 } = options;
  const body = { messages, model, max_tokens: maxTokens, stream, temperature, ...options.more };
  return { ...post('/chat/completions', JSON.stringify(body)), answerTokens: maxTokens, ...options.request };
}

function post(path: string, body: string): CheckRequest {
  return { ...get('api', path), method: 'POST', body };
}

function get(below: CheckRequest['below'], path: string): CheckRequest {
  return { method: 'GET', below, path, body: null, closeAfter: null, answerTokens: 0, extraPatienceMs: 0 };
}

export const modelList = (): CheckRequest => get('api', '/models');

/** Nearly without chance, because what it says is the measure of the answer with a stop word. */
export const plainChat = ({ model }: CheckFacts): CheckRequest =>
  chat(model.id, { messages: [user(count)], stream: false, temperature: 0.01 });

export const stopped = ({ model }: CheckFacts, stop: string): CheckRequest =>
  chat(model.id, { messages: [user(count)], stream: false, temperature: 0.01, more: { stop: [stop] } });

export const streamed = ({ model }: CheckFacts): CheckRequest =>
  chat(model.id, { messages: [user(`Repeat this line and nothing else: ${repeated}`)] });

export const streamedWithUsage = ({ model }: CheckFacts): CheckRequest =>
  chat(model.id, { maxTokens: 16, more: { stream_options: { include_usage: true } } });

export const limited = ({ model }: CheckFacts, maxTokens: number): CheckRequest =>
  chat(model.id, {
    messages: [user(story)],
    maxTokens,
    request: { closeAfter: answerTokens, answerTokens: unboundedTokens },
  });

/** DB-GPT does not send it; newer clients send it alone. */
export function limitedTheNewWay({ model }: CheckFacts, maxTokens: number): CheckRequest {
  const body = {
    messages: [user(story)],
    model: model.id,
    max_completion_tokens: maxTokens,
    stream: true,
    temperature: 0.6,
  };
  const request = post('/chat/completions', JSON.stringify(body));
  return { ...request, closeAfter: answerTokens, answerTokens: unboundedTokens };
}

/** DB-GPT's agents ask for this many tokens whatever the context, and its chats for nearly as many (0.7 to 0.8.1). */
export const blindMaxTokens = 4096;

export const blindlyLimited = ({ model }: CheckFacts): CheckRequest =>
  chat(model.id, {
    maxTokens: blindMaxTokens,
    request: { closeAfter: leaveAfter, answerTokens: unboundedTokens },
  });

const system: Message = { role: 'system', content: 'You are a helpful assistant.' };
const turns: readonly Message[] = [
  user('My name is Ada.'),
  user('I like trees.'),
  { role: 'assistant', content: 'Noted.' },
  user(sayOk),
];

/** As DB-GPT sends a history: the system role first, and turns of the same role behind each other. */
export const history = ({ model }: CheckFacts): CheckRequest =>
  chat(model.id, { messages: [system, ...turns], maxTokens: 16 });

export const systemOnly = ({ model }: CheckFacts): CheckRequest =>
  chat(model.id, { messages: [system, user(sayOk)], maxTokens: 16 });

export const orderOnly = ({ model }: CheckFacts): CheckRequest =>
  chat(model.id, { messages: turns, maxTokens: 16 });

export const inJson = ({ model }: CheckFacts): CheckRequest =>
  chat(model.id, {
    messages: [user('Answer with a JSON object that has the one key "ok" with the value true. JSON only.')],
    stream: false,
    more: { response_format: { type: 'json_object' } },
  });

const weatherTool = {
  type: 'function',
  function: {
    name: 'get_weather',
    description: 'The weather in a city.',
    parameters: {
      type: 'object',
      properties: { city: { type: 'string' } },
      required: ['city'],
    },
  },
};

export const withTool = ({ model }: CheckFacts): CheckRequest =>
  chat(model.id, {
    messages: [user('What is the weather in Paris? Call get_weather.')],
    maxTokens: 128,
    more: { tools: [weatherTool], tool_choice: 'required' },
  });

/** Cut off in the middle. It harms nothing: no server gets as far as a model. */
export const brokenJson = ({ model }: CheckFacts): CheckRequest =>
  post(endpointOf(model.type), `{"model": ${JSON.stringify(model.id)}, "messages": [`);

export const unknownModel = ({ model }: CheckFacts): CheckRequest =>
  model.type === 'embedding'
    ? post('/embeddings', JSON.stringify({ input: [sayOk], model: unknownModelName }))
    : chat(unknownModelName, { maxTokens: 1 });

/** Words of one token each, a quarter more of them than the context holds. */
export function tooLong({ model }: CheckFacts, context: number): CheckRequest {
  return chat(model.id, {
    messages: [user('word '.repeat(tooLongWords(context)).trim())],
    maxTokens: 1,
    stream: false,
    // A laptop's processor reads some 20 tokens a second at the worst.
    request: { extraPatienceMs: context * 50 },
  });
}

export function tooLongWords(context: number): number {
  return Math.ceil(context * 1.25) + 64;
}

export const longStream = ({ model }: CheckFacts): CheckRequest =>
  chat(model.id, {
    messages: [user(story)],
    maxTokens: longAnswerTokens,
    request: { closeAfter: leaveAfter },
  });

export const afterLeaving = ({ model }: CheckFacts): CheckRequest => chat(model.id, { maxTokens: 4 });

export const atOnce = ({ model }: CheckFacts): readonly CheckRequest[] =>
  markers.map((word) =>
    chat(model.id, { messages: [user(`Repeat this word five times: ${word}`)], maxTokens: 32 }),
  );

export const busyLook = (path: string): CheckRequest => get('native', path);

/** As DB-GPT's embedding client sends it: `input` and `model`, no encoding. */
export const embedded = ({ model }: CheckFacts): CheckRequest =>
  post('/embeddings', JSON.stringify({ input: ['A tree.', '一棵树。', 'A letter.'], model: model.id }));

function endpointOf(type: CheckFacts['model']['type']): string {
  return type === 'embedding' ? '/embeddings' : '/chat/completions';
}

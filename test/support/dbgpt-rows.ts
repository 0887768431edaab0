/** What a server can do to a chat of DB-GPT, and what must come of it through ModelTray, whatever dialect it speaks. */
import type { Shown } from './dbgpt-reader.ts';
import type { Fault } from './fake-script.ts';
import type { DialectName } from './fake-types.ts';

export interface ChatRow {
  what: string;
  how: 'chat' | 'generate';
  fault: Fault | null;
  /** An answer with this text and these thoughts, or an error whose words hold all of these. */
  through: { text: string; thoughts?: string } | { says: readonly string[] };
  /** What DB-GPT shows without ModelTray, where that is no answer and no message. */
  alone?: 'blank' | 'crash' | 'half an answer' | 'thoughts lost';
  /** Only of these dialects is it so. */
  aloneIn?: readonly DialectName[];
  /** How many requests reach the server: without ModelTray, and with it. */
  asked: readonly [alone: number, through: number];
  /** With it, where the server's error is in no shape that OpenAI's clients read; the same unless told. */
  askedIfWrapped?: number;
}

const text = 'alpha says hello 你好!';
const call = '{"name":"get_weather","arguments":{"city":"Paris"}}';
const says = (...words: string[]): { says: readonly string[] } => ({ says: words });
const once = [1, 1] as const;
/** The client asks three times; a server that is alone gets one second chance here, and the client is told to stop. */
const thrice = [3, 2] as const;

/** A refusal goes to the client as it is, which asks again as often as it would have asked the server. */
const asThrice = { asked: [3, 3], askedIfWrapped: 1 } as const;

/** They name thoughts `reasoning`. */
const otherField: readonly DialectName[] = ['ollama', 'localai', 'mlx-lm', 'personal-ai-router', 'tomcat'];

const bothWays = (row: Omit<ChatRow, 'how'>): ChatRow[] => [
  { ...row, how: 'chat' },
  { ...row, how: 'generate' },
];
const status = (code: number, message: string): Fault => ({ type: 'status', status: code, message });

export const chatRows: readonly ChatRow[] = [
  ...bothWays({ what: 'a plain answer', fault: null, through: { text }, asked: once }),
  ...bothWays({
    what: 'thoughts and an answer',
    fault: { type: 'reasoning' },
    through: { text, thoughts: 'Let me' },
    alone: 'thoughts lost',
    aloneIn: otherField,
    asked: once,
  }),
  ...bothWays({
    what: 'a tool call that nobody asked for',
    fault: { type: 'tool-call' },
    through: { text: call },
    alone: 'blank',
    asked: once,
  }),
  ...bothWays({ what: '400', fault: status(400, 'too hot'), through: says('too hot'), asked: once }),
  ...bothWays({ what: '401', fault: { type: 'unauthorized' }, through: says('alpha', 'key'), asked: once }),
  ...bothWays({
    what: '404',
    fault: { type: 'model-not-found' },
    through: says('no such model'),
    asked: once,
  }),
  ...bothWays({ what: '408', fault: status(408, 'too slow'), through: says('too slow'), ...asThrice }),
  ...bothWays({ what: '409', fault: status(409, 'not now'), through: says('not now'), ...asThrice }),
  ...bothWays({
    what: '429 with Retry-After',
    fault: { type: 'rate-limited', retryAfterSeconds: 2 },
    through: says('slow down'),
    asked: thrice,
  }),
  ...bothWays({ what: '429', fault: status(429, 'slow down'), through: says('slow down'), ...asThrice }),
  ...bothWays({ what: '500', fault: status(500, 'no memory'), through: says('no memory'), asked: thrice }),
  ...bothWays({ what: '503', fault: status(503, 'overloaded'), through: says('overloaded'), asked: thrice }),
  ...bothWays({
    what: '502 in HTML',
    fault: { type: 'html', status: 502 },
    through: says('alpha', 'HTML'),
    asked: [3, 1],
  }),
  {
    what: 'HTML behind 200',
    how: 'chat',
    fault: { type: 'html' },
    through: says('alpha', 'HTML'),
    alone: 'blank',
    asked: once,
  },
  {
    what: 'HTML behind 200',
    how: 'generate',
    fault: { type: 'html' },
    through: says('alpha', 'HTML'),
    alone: 'crash',
    asked: once,
  },
  {
    what: 'nothing behind 200',
    how: 'chat',
    fault: { type: 'body', text: '' },
    through: says('alpha', 'nothing'),
    alone: 'blank',
    asked: [1, 2],
  },
  {
    what: 'nothing behind 200',
    how: 'generate',
    fault: { type: 'body', text: '' },
    through: says('alpha', 'nothing'),
    alone: 'crash',
    asked: [1, 2],
  },
  {
    what: 'an error behind 200',
    how: 'chat',
    fault: { type: 'error-in-200', message: 'crashed' },
    through: says('alpha', 'crashed'),
    alone: 'blank',
    asked: once,
  },
  {
    what: 'an error behind 200',
    how: 'generate',
    fault: { type: 'error-in-200', message: 'crashed' },
    through: says('alpha', 'crashed'),
    alone: 'crash',
    asked: once,
  },
  {
    what: 'an error as the first event',
    how: 'chat',
    fault: { type: 'error-first-event', message: 'crashed' },
    through: says('alpha', 'crashed'),
    asked: once,
  },
  {
    what: 'a stream that is cut',
    how: 'chat',
    fault: { type: 'cut', afterChunks: 3 },
    through: says('alpha', 'broke off'),
    alone: 'crash',
    asked: once,
  },
  {
    what: 'a stream that ends too early, cleanly',
    how: 'chat',
    fault: { type: 'end-early', afterChunks: 3 },
    through: says('alpha', 'broke off'),
    alone: 'half an answer',
    asked: once,
  },
  {
    what: 'an event in the middle that is no JSON',
    how: 'chat',
    fault: { type: 'malformed-event' },
    through: says('alpha', 'broke off'),
    alone: 'crash',
    asked: once,
  },
];

/** What is wrong with what DB-GPT shows of `row`; null where it is an answer as meant, or a message. */
export function trouble(shown: Shown, row: ChatRow): ChatRow['alone'] | null {
  if (shown.kind === 'blank' || shown.kind === 'crash') return shown.kind;
  if (shown.kind === 'error') return null;
  if ('says' in row.through) return 'half an answer';
  return shown.thoughts === (row.through.thoughts ?? '') ? null : 'thoughts lost';
}

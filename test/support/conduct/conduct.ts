/**
 * How a server behaves in a generation, as data: what it honours, what it refuses, how it sends, what it does when its
 * client leaves. A dialect says how its answers look; a conduct says what is in them.
 */

/** What is wrong with a stream's events. */
export type Damage =
  | 'null-choices'
  | 'no-delta'
  | 'named-events'
  | 'unreadable-event'
  | 'broken-characters'
  | 'half-pairs'
  | 'in-json'
  | 'page'
  | 'content-type'
  | 'error-event'
  | 'blank'
  | 'cut';

/** What is wrong with vectors. */
export type VectorDamage = 'no-index' | 'base64' | 'empty' | 'too-few' | 'unequal';

export interface Conduct {
  /** Tokens that a prompt and its answer share. */
  context: number;
  tooLong: 'refuses' | 'truncates' | 'fails' | 'drops';
  /** A prompt and a `max_tokens` that do not fit together are refused. */
  reservesAnswer: boolean;
  honoursStop: boolean;
  /** The finish reason at a stop word. */
  finishAtStop: 'stop' | 'length';
  honoursMaxTokens: boolean;
  honoursMaxCompletionTokens: boolean;
  badJson: { status: number; message: string } | 'accepts';
  /** `answers`: with the model that it has. */
  unknownModel: 'refuses' | 'answers' | 'fails';
  /** `dialect`: as its software words errors. */
  errors: 'dialect' | 'detail' | 'text' | 'in-200';
  jsonMode: 'honours' | 'ignores' | 'refuses';
  tools: 'calls' | 'ignores' | 'refuses' | 'fails' | 'calls-without-index';
  refusesSystem: boolean;
  refusesSameRoles: boolean;
  usage: { whole: boolean; stream: 'asked' | 'never' | 'refuses' };
  namesRole: boolean;
  sendsDone: boolean;
  sendsFinish: boolean;
  delivery: 'tokens' | 'lump';
  /** Goes on generating after its client has left. */
  runsOn: boolean;
  /** Generations at the same time; further ones wait, or are refused. */
  slots: number;
  whenBusy: 'waits' | 'refuses';
  /** Where it says whether it is generating. */
  busyPath: '/slots' | '/metrics' | null;
  thinks: 'no' | 'in-a-field' | 'in-tags';
  damage: Damage | null;
  vectorDamage: VectorDamage | null;
  /** Whole answers are refused. */
  refusesWhole: boolean;
}

/** A server without a fault. */
export const exemplary: Conduct = {
  context: 4096 * 2,
  tooLong: 'refuses',
  reservesAnswer: false,
  honoursStop: true,
  finishAtStop: 'stop',
  honoursMaxTokens: true,
  honoursMaxCompletionTokens: true,
  badJson: { status: 400, message: 'The body is not valid JSON.' },
  unknownModel: 'refuses',
  errors: 'dialect',
  jsonMode: 'honours',
  tools: 'calls',
  refusesSystem: false,
  refusesSameRoles: false,
  usage: { whole: true, stream: 'asked' },
  namesRole: true,
  sendsDone: true,
  sendsFinish: true,
  delivery: 'tokens',
  runsOn: false,
  slots: 1,
  whenBusy: 'waits',
  busyPath: null,
  thinks: 'no',
  damage: null,
  vectorDamage: null,
  refusesWhole: false,
};

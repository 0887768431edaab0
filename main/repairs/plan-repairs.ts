/**
 * Says which repairs one request and its answer may need. A repair is planned where the client could not read what the
 * server may send, and nowhere else:
 *
 * - what breaks the OpenAI API is mended for every client, what only DB-GPT cannot read for DB-GPT's client alone;
 * - in a stream it is `watched` for where its kind of server is known for the defect, or is software that we know
 *   nothing of. Of all other servers the first events decide (`ifShown`): what they do not show is not looked for.
 *
 * With an empty plan no byte of an answer is looked at.
 */
import type { FixName } from '../../shared/conformance.ts';
import type { ClientKind } from './client-kind.ts';
import type { RouteOptions } from '../../shared/route-options.ts';
import type { Refusal } from './read-refusal.ts';

export type RepairEndpoint = 'chat' | 'completions' | 'embeddings' | 'rerank' | 'other';

/** What is known of the model's server. */
export interface ServerFacts {
  /** Of its kind, by name. */
  defects: readonly string[];
  /** Nothing is known of its software: any defect may show. */
  isUnknown: boolean;
  /** It takes `stream_options.include_usage`. */
  acceptsIncludeUsage: boolean;
  /** Tokens that the model was loaded with; null where the server does not say. */
  contextLoaded: number | null;
  /** What the model's template has refused before. */
  refusals: readonly Refusal[];
}

export interface RepairFacts {
  endpoint: RepairEndpoint;
  isStream: boolean;
  client: ClientKind;
  /** The members of the request. */
  asked: { has(name: string): boolean };
  server: ServerFacts;
  options: RouteOptions;
}

export interface RepairPlan {
  /** Of the request, before it is sent. */
  request: readonly FixName[];
  /** Of a stream, all along. */
  watched: readonly FixName[];
  /** Of a stream, where its first events show the need. */
  ifShown: readonly FixName[];
  /** Of an answer that comes whole. */
  body: readonly FixName[];
}

export function planRepairs(facts: RepairFacts): RepairPlan {
  const stream = facts.isStream ? needed(inStream, facts) : none;
  const mayShow = (fix: FixName): boolean => canShow(fix, facts.server);
  return {
    request: needed(inRequest, facts),
    watched: stream.length === 0 ? none : stream.filter(mayShow),
    ifShown: stream.length === 0 ? none : stream.filter((fix) => !mayShow(fix)),
    body: needed(inBody, facts),
  };
}

type Needs = readonly (readonly [fix: FixName, isNeeded: (facts: RepairFacts) => boolean])[];

const none: readonly FixName[] = [];

/** Made for every attempt, most of which need nothing. */
function needed(needs: Needs, facts: RepairFacts): readonly FixName[] {
  let fixes: FixName[] | null = null;
  for (const [fix, isNeeded] of needs) {
    if (!isNeeded(facts)) continue;
    fixes ??= [];
    fixes.push(fix);
  }
  return fixes ?? none;
}

const isChat = ({ endpoint }: RepairFacts): boolean => endpoint === 'chat';
const isText = ({ endpoint }: RepairFacts): boolean => endpoint === 'chat' || endpoint === 'completions';
const isDbgpt = ({ client }: RepairFacts): boolean => client === 'dbgpt';

/** It reads tool calls. */
export function offersTools({ asked }: Pick<RepairFacts, 'asked'>): boolean {
  return asked.has('tools') || asked.has('functions');
}

const wantsThinkTags = (facts: RepairFacts): boolean =>
  isChat(facts) && (facts.options.think === 'strip' || (facts.options.think === 'split' && isDbgpt(facts)));

/** Whoever asks for a stream's usage gets it as the API puts it. */
const wantsUsageMoved = (facts: RepairFacts): boolean => {
  const { usage } = facts.options;
  return (
    isText(facts) &&
    !facts.asked.has('stream_options') &&
    (usage === 'on' || (usage === 'auto' && isDbgpt(facts)))
  );
};

const inRequest: Needs = [
  // To ask is how a stream's usage comes at all.
  [
    'usage-position',
    (facts) =>
      facts.isStream &&
      wantsUsageMoved(facts) &&
      (facts.options.usage === 'on' || facts.server.acceptsIncludeUsage),
  ],
  [
    'max-tokens-clamp',
    (facts) =>
      isText(facts) &&
      facts.server.contextLoaded !== null &&
      (facts.asked.has('max_tokens') || facts.asked.has('max_completion_tokens')) &&
      hasDefect(facts.server, 'max-tokens'),
  ],
  ['system-role', (facts) => isChat(facts) && facts.server.refusals.length > 0],
  [
    'default-temperature',
    (facts) => isText(facts) && facts.options.temperature !== null && !facts.asked.has('temperature'),
  ],
];

const inStream: Needs = [
  ['null-choices', isText],
  ['reasoning-field', (facts) => isChat(facts) && isDbgpt(facts)],
  ['think-tags', wantsThinkTags],
  ['tool-calls', (facts) => isChat(facts) && (offersTools(facts) || isDbgpt(facts))],
  ['usage-position', wantsUsageMoved],
  ['done-supplied', (facts) => isText(facts) && (isDbgpt(facts) || facts.server.defects.includes('no-done'))],
];

const inBody: Needs = [
  ['json-to-stream', (facts) => facts.isStream && isText(facts)],
  ['reasoning-field', (facts) => isChat(facts) && isDbgpt(facts)],
  ['think-tags', wantsThinkTags],
  ['tool-calls', (facts) => isChat(facts) && (offersTools(facts) || isDbgpt(facts))],
  ['usage-supplied', (facts) => isText(facts) && (isDbgpt(facts) || facts.options.usage === 'on')],
  ['embedding-index', ({ endpoint }) => endpoint === 'embeddings'],
  ['embedding-base64', ({ endpoint }) => endpoint === 'embeddings'],
  ['rerank-shape', ({ endpoint }) => endpoint === 'rerank'],
];

/** Whether the defect may show at any time. Tags, usage and the end are looked for wherever they matter. */
function canShow(fix: FixName, server: ServerFacts): boolean {
  switch (fix) {
    case 'null-choices':
    case 'reasoning-field':
    case 'tool-calls':
      return hasDefect(server, fix);
    default:
      return true;
  }
}

function hasDefect({ isUnknown, defects }: ServerFacts, defect: string): boolean {
  return isUnknown || defects.includes(defect);
}

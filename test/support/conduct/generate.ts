/** What a conduct makes of one chat's body: a refusal, or a reply with its tokens counted. Pure. */
import type { Answer, Dialect, FakeModel, Reply } from '../fake-types.ts';
import { ollamaHas } from '../dialects/ollama.ts';
import type { Conduct } from './conduct.ts';
import { answerTokens, smallest } from './model.ts';
import { contentOf, countPrompt, countTokens, tokenise } from './tokens.ts';

export interface Asked {
  conduct: Conduct;
  dialect: Dialect;
  models: readonly FakeModel[];
  body: Readonly<Record<string, unknown>>;
}

export type Generated =
  | { kind: 'refused'; answer: Answer }
  | { kind: 'dropped' }
  | { kind: 'reply'; reply: Reply; prompt: number; answered: number; hasUsage: boolean };

export function generate(asked: Asked): Generated {
  const refused = refusal(asked);
  if (refused !== null)
    return refused === 'drop' ? { kind: 'dropped' } : { kind: 'refused', answer: refused };
  const { conduct, body } = asked;
  const prompt = promptRead(asked);
  const room = Math.max(1, conduct.context - prompt);
  const reply = replyTo(conduct, body, Math.min(limitOf(conduct, body) ?? room, room));
  const answered = countReply(reply);
  const hasUsage =
    body.stream === true ? wantsUsage(body) && conduct.usage.stream === 'asked' : conduct.usage.whole;
  return { kind: 'reply', reply, prompt, answered, hasUsage };
}

/** An error as the conduct words it. */
export function sayError(
  { conduct, dialect }: Pick<Asked, 'conduct' | 'dialect'>,
  status: number,
  text: string,
): Answer {
  switch (conduct.errors) {
    case 'dialect':
      return dialect.error(status, text);
    case 'detail':
      return { status, body: { detail: text } };
    case 'text':
      return { status, headers: { 'content-type': 'text/plain' }, body: text };
    case 'in-200':
      return { status: 200, body: { error: text } };
  }
}

type Refusal = Answer | 'drop' | null;

function refusal(asked: Asked): Refusal {
  const { conduct, body, models } = asked;
  const model = typeof body.model === 'string' ? body.model : '';
  const say = (status: number, text: string): Answer => sayError(asked, status, text);
  if (!ollamaHas(models, model) && conduct.unknownModel !== 'answers') {
    return say(conduct.unknownModel === 'fails' ? 500 : 404, `model '${model}' not found`);
  }
  if (conduct.refusesWhole && body.stream !== true) return say(400, 'only streams are supported');
  const roles = rolesIn(body);
  if (conduct.refusesSystem && roles.includes('system')) return say(400, 'System role not supported');
  if (conduct.refusesSameRoles && hasSameInARow(roles)) {
    return say(400, 'Conversation roles must alternate user/assistant/user/assistant/...');
  }
  if (body.tools !== undefined && conduct.tools === 'refuses')
    return say(400, `${model} does not support tools`);
  if (body.tools !== undefined && conduct.tools === 'fails') return say(500, 'template error');
  if (body.response_format !== undefined && conduct.jsonMode === 'refuses') {
    return say(400, 'response_format is not supported');
  }
  if (conduct.usage.stream === 'refuses' && body.stream_options !== undefined) {
    return say(400, 'stream_options is not supported');
  }
  return tooMuch(asked, say);
}

function tooMuch({ conduct, body }: Asked, say: (status: number, text: string) => Answer): Refusal {
  const prompt = countPrompt(body);
  const { context } = conduct;
  const asked = limitOf(conduct, body) ?? 0;
  if (conduct.reservesAnswer && prompt + asked > context) {
    const sum = `${prompt + asked} tokens (${prompt} in the messages, ${asked} in the completion)`;
    return say(
      400,
      `This model's maximum context length is ${context} tokens. However, you requested ${sum}.`,
    );
  }
  if (prompt <= context || conduct.tooLong === 'truncates') return null;
  if (conduct.tooLong === 'drops') return 'drop';
  const status = conduct.tooLong === 'fails' ? 500 : 400;
  return say(status, `request (${prompt} tokens) exceeds the available context size (${context} tokens)`);
}

/** A prompt that is cut leaves half of the context to the answer, as Ollama does. */
function promptRead({ conduct, body }: Asked): number {
  const prompt = countPrompt(body);
  return prompt > conduct.context ? Math.floor(conduct.context / 2) : prompt;
}

function limitOf(conduct: Conduct, body: Asked['body']): number | null {
  const usual = conduct.honoursMaxTokens ? body.max_tokens : undefined;
  const newer = conduct.honoursMaxCompletionTokens ? body.max_completion_tokens : undefined;
  const limits = [usual, newer].filter((limit) => typeof limit === 'number');
  return limits.length === 0 ? null : Math.min(...limits);
}

function replyTo(conduct: Conduct, body: Asked['body'], most: number): Reply {
  if (body.tools !== undefined && ['calls', 'calls-without-index'].includes(conduct.tools))
    return callOf(body);
  if (conduct.damage === 'blank') return { type: 'text', tokens: [] };
  const thoughts = conduct.thinks === 'in-a-field' ? ['Let', ' me', ' think', '.'] : [];
  const before = conduct.thinks === 'in-tags' ? ['<think>', 'Hm', '.', '</think>', '\n'] : [];
  const said = [...before, ...answerIn(conduct, body, most)];
  const { tokens, isStopped } = cutAtStop(conduct, body, said.slice(0, most));
  const finish = isStopped
    ? conduct.finishAtStop
    : said.length > most || tokens.length >= most
      ? 'length'
      : 'stop';
  return thoughts.length > 0
    ? { type: 'reasoning', thoughts, tokens, finish }
    : { type: 'text', tokens, finish };
}

function answerIn(conduct: Conduct, body: Asked['body'], most: number): string[] {
  const question = contentOf(Array.isArray(body.messages) ? body.messages.at(-1) : undefined);
  const format: unknown = body.response_format;
  if (format === undefined || conduct.jsonMode !== 'honours') return answerTokens(question, most + 1);
  const { json_schema: wanted } = format as { json_schema?: { schema?: unknown } };
  return tokenise(JSON.stringify(wanted === undefined ? { ok: true } : smallest(wanted.schema)));
}

function cutAtStop(
  conduct: Conduct,
  body: Asked['body'],
  tokens: readonly string[],
): { tokens: readonly string[]; isStopped: boolean } {
  const stops: unknown[] = conduct.honoursStop ? [body.stop].flat() : [];
  const text = tokens.join('');
  const ends = stops.filter((stop) => typeof stop === 'string').map((stop) => text.indexOf(stop));
  const end = Math.min(...ends.filter((at) => at >= 0), Infinity);
  return end === Infinity
    ? { tokens, isStopped: false }
    : { tokens: tokenise(text.slice(0, end)), isStopped: true };
}

function callOf(body: Asked['body']): Reply {
  const tools = Array.isArray(body.tools) ? body.tools : [];
  const { name = '', parameters } =
    (tools[0] as { function?: { name?: string; parameters?: unknown } }).function ?? {};
  const whole = JSON.stringify(smallest(parameters));
  const middle = Math.floor(whole.length / 2);
  return { type: 'tool-call', name, argumentParts: [whole.slice(0, middle), whole.slice(middle)] };
}

function countReply(reply: Reply): number {
  if (reply.type === 'tool-call') return countTokens(reply.name + reply.argumentParts.join(''));
  return reply.tokens.length + (reply.type === 'reasoning' ? reply.thoughts.length : 0);
}

function rolesIn(body: Asked['body']): string[] {
  const messages = Array.isArray(body.messages) ? (body.messages as { role?: unknown }[]) : [];
  return messages.map(({ role }) => (typeof role === 'string' ? role : ''));
}

function hasSameInARow(roles: readonly string[]): boolean {
  const turns = roles.filter((role) => role !== 'system');
  return turns.some((role, at) => at > 0 && role === turns[at - 1]);
}

function wantsUsage({ stream_options: options }: Asked['body']): boolean {
  return typeof options === 'object' && options !== null && 'include_usage' in options;
}

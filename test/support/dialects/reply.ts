/** What all dialects share: a reply as deltas, and the arithmetic around it. */
import type { Generation, Reply } from '../fake-types.ts';

export type Delta = Record<string, unknown>;

/** The time that every fake answer gives as its own, in seconds since the epoch. */
export const createdAt = 1_795_221_325;

export function deltasOf(reply: Reply, reasoningField: string): Delta[] {
  switch (reply.type) {
    case 'text':
      return reply.tokens.map((content) => ({ content }));
    case 'reasoning':
      return [
        ...reply.thoughts.map((thought) => ({ [reasoningField]: thought })),
        ...reply.tokens.map((content) => ({ content })),
      ];
    case 'tool-call':
      return toolCallDeltas(reply.name, reply.argumentParts);
  }
}

function toolCallDeltas(name: string, argumentParts: readonly string[]): Delta[] {
  const head = { index: 0, id: 'call_1', type: 'function', function: { name, arguments: '' } };
  return [
    { tool_calls: [head] },
    ...argumentParts.map((part) => ({ tool_calls: [{ index: 0, function: { arguments: part } }] })),
  ];
}

export function finishReason(reply: Reply): string {
  return reply.type === 'tool-call' ? 'tool_calls' : (reply.finish ?? 'stop');
}

export function textOf(reply: Reply): string {
  return reply.type === 'tool-call' ? '' : reply.tokens.join('');
}

/** The `message` of a reply that comes whole. */
export function messageOf(reply: Reply, reasoningField: string): Delta {
  const message: Delta = { role: 'assistant', content: textOf(reply) };
  if (reply.type === 'reasoning') message[reasoningField] = reply.thoughts.join('');
  if (reply.type === 'tool-call') {
    const call = { name: reply.name, arguments: reply.argumentParts.join('') };
    message.tool_calls = [{ id: 'call_1', type: 'function', function: call }];
  }
  return message;
}

export function usageOf({ reply, usage }: Generation): Record<string, number> {
  const { prompt, completion } = usage ?? { prompt: 30, completion: deltasOf(reply, 'reasoning').length };
  return { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion };
}

export function event(data: unknown): string {
  return `data: ${JSON.stringify(data)}\n\n`;
}

export const doneEvent = 'data: [DONE]\n\n';

export function vector(seed: number): number[] {
  return [-0.04648826, 0.21405718, 0.24300554, seed / 8];
}

export function range(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

/** The requests that most tests send. */
import { open, send, start } from './http-client.ts';
import type { OpenReply, PendingReply, Reply, SendOptions } from './http-client.ts';

export const chatPath = '/v1/chat/completions';
export const question = { model: 'active', messages: [{ role: 'user', content: 'Hello there' }] };
export const streamQuestion = { ...question, stream: true };

type Target = Pick<SendOptions, 'port'>;
type More = Partial<SendOptions>;

export function chat({ port }: Target, more: More = {}): Promise<Reply> {
  return send({ port, path: chatPath, body: question, ...more });
}

export function chatAs(target: Target, model: string, more: More = {}): Promise<Reply> {
  return chat(target, { body: { ...question, model }, ...more });
}

export function chatStream({ port }: Target, more: More = {}): Promise<Reply> {
  return send({ port, path: chatPath, body: streamQuestion, ...more });
}

/** Resolves once the stream's headers came. */
export function openChatStream({ port }: Target, more: More = {}): Promise<OpenReply> {
  return open({ port, path: chatPath, body: streamQuestion, ...more });
}

/** Sends a stream's request and waits for nothing. */
export function startChatStream({ port }: Target, more: More = {}): PendingReply {
  return start({ port, path: chatPath, body: streamQuestion, ...more });
}

export function bearer(key: string): { authorization: string } {
  return { authorization: `Bearer ${key}` };
}

/** The model that a request's body names. */
export function modelIn(body: string): unknown {
  return (JSON.parse(body) as { model?: unknown }).model;
}

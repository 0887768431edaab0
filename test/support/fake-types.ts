/** What the fake upstream's parts agree on. */
import type { IncomingHttpHeaders } from 'node:http';

export type DialectName = 'ollama' | 'lm-studio' | 'llama-cpp' | 'vllm' | 'openai';

export interface FakeModel {
  id: string;
  type?: 'chat' | 'embedding';
  /** Ollama alone: the model runs at this address, so it is a cloud model on a local server. */
  remoteHost?: string;
  isLoaded?: boolean;
  /** ISO 8601. */
  changedAt?: string;
  /** Tokens that it was trained for. */
  contextLength?: number;
}

/** What a generation says. The first token of a text always is the server's mark. */
export type Reply =
  | { type: 'text'; tokens: readonly string[]; finish?: string }
  | { type: 'tool-call'; name: string; argumentParts: readonly string[] }
  | { type: 'reasoning'; thoughts: readonly string[]; tokens: readonly string[]; finish?: string };

export interface Generation {
  endpoint: 'chat' | 'completions';
  /** Unique within one fake, and carries its mark. */
  id: string;
  /** As the request names it. */
  model: string;
  reply: Reply;
  withUsage: boolean;
  /** Counted; left out, it is made up. */
  usage?: { prompt: number; completion: number };
}

export interface Answer {
  status: number;
  headers?: Record<string, string>;
  /** A string is sent as it is, anything else as JSON. */
  body: unknown;
}

export interface Look {
  method: string;
  /** Without query. */
  path: string;
  models: readonly FakeModel[];
  body: Readonly<Record<string, unknown>>;
}

/** One server software: the shapes of its answers. */
export interface Dialect {
  readonly name: DialectName;
  /** On every answer. */
  readonly headers: Readonly<Record<string, string>>;
  readonly streamHeaders: Readonly<Record<string, string>>;
  /** False: the headers of a stream come with its first token. */
  readonly sendsHeadersEarly: boolean;
  /** Closes the connection after each stream, whatever it announced. */
  readonly closesAfterStream: boolean;
  /** Everything but generations and embeddings; null where the server has no such route. */
  look(look: Look): Answer | null;
  /** One entry is one HTTP chunk, of one or more events with their blank lines. */
  stream(generation: Generation): string[];
  whole(generation: Generation): unknown;
  embeddings(model: string, inputCount: number): unknown;
  error(status: number, message: string): Answer;
  unknownRoute(method: string, path: string): Answer;
  /** Null: the server answers with what it has, whatever was asked for. */
  modelNotFound(model: string): Answer | null;
}

export interface RecordedRequest {
  method: string;
  /** With query, as it stood on the request line. */
  path: string;
  /** Name, value, name, value, as they came. */
  rawHeaders: readonly string[];
  headers: IncomingHttpHeaders;
  body: string;
  /** Counts the connections of this server from 1. */
  connection: number;
  /** Counts the requests on that connection from 1. */
  indexOnConnection: number;
}

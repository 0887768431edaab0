/** What the fake upstream's parts agree on. */
import type { IncomingHttpHeaders } from 'node:http';
import type { UpstreamKind } from '../../shared/upstream.ts';

/** A dialect per kind, one for each proxy with a shape of its own, and `tomcat`: a web server that speaks none. */
export type DialectName =
  | Exclude<UpstreamKind, 'other-proxy' | 'openai-compatible' | 'demo'>
  | 'openai'
  | ProxyDialectName
  | 'tomcat';
export type ProxyDialectName =
  | 'litellm'
  | 'llama-swap'
  | 'open-webui'
  | 'olla'
  | 'claude-code-router'
  | 'cc-switch'
  | '9router'
  | 'bifrost'
  | 'portkey'
  | 'personal-ai-router';

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

/** What a request does to a server beside its answer. */
export interface SideEffects {
  /** Lines that its user finds in its log. */
  errorLines?: number;
  /** Generations that nobody asked for. */
  generations?: number;
  /** Models that it loads. */
  loads?: number;
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
  /** The paths that it answers without a key; `/health` alone unless told. */
  isOpen?(path: string): boolean;
  /** Without the right key; its 401 error unless told. */
  readonly refusal?: Answer;
  /** While it loads, at every path; llama.cpp's words unless told. */
  readonly loading?: Answer;
  /** Where its API is when it isn't at the root: `/engines`. */
  readonly basePath?: string;
  sideEffects?(look: Look): SideEffects;
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

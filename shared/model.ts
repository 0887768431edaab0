import type { Location } from './location.ts';

export type ModelType = 'chat' | 'embedding' | 'rerank' | 'other';

/** What is known of one model on one server. `null` means that the server does not say. */
export interface ModelInfo {
  /** The id exactly as the server lists it. */
  id: string;
  type: ModelType;
  /** Context length in tokens: what the server has loaded it with, and what it was trained for. */
  context: { loaded: number | null; trained: number | null };
  quantization: string | null;
  /** As the server writes it, `8.2B`. */
  parameters: string | null;
  loaded: boolean | null;
  capabilities: string[] | null;
  location: Location;
  /** When the model was last changed on its server, in milliseconds since the epoch. */
  changedAt: number | null;
}

/** One model on one server. */
export interface ModelRef {
  /** The server's slug. */
  upstream: string;
  /** The model id as that server lists it. */
  model: string;
}

/** `slug/model-id`. The slug has no slash, so the first one divides. */
export function qualifiedId(ref: ModelRef): string {
  return `${ref.upstream}/${ref.model}`;
}

export function isSameModel(a: ModelRef, b: ModelRef): boolean {
  return a.upstream === b.upstream && a.model === b.model;
}

/** Facts of a model of which only the id is known. */
export function unknownModel(id: string, location: Location): ModelInfo {
  return {
    id,
    type: guessModelType(id),
    context: { loaded: null, trained: null },
    quantization: null,
    parameters: null,
    loaded: null,
    capabilities: null,
    location,
    changedAt: null,
  };
}

/**
 * What a model's id suggests where its server says nothing: embedding and rerank models carry the word, or the
 * name of a well-known family, in their id.
 */
export function guessModelType(id: string): ModelType {
  const name = id.toLowerCase();
  if (/rerank/.test(name)) return 'rerank';
  if (/embed|(^|[/_-])(bge|gte|e5|minilm|m3e|text2vec|jina-clip)([-_.:]|$)|all-minilm/.test(name))
    return 'embedding';
  return /whisper|tts|stable-diffusion|flux/.test(name) ? 'other' : 'chat';
}

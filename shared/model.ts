import type { Location } from './location.ts';

export const modelTypes = ['chat', 'embedding', 'rerank', 'other'] as const;
export type ModelType = (typeof modelTypes)[number];

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

/** The facts of a model that have a source. */
export type ModelFact =
  | 'type'
  | 'contextLoaded'
  | 'contextTrained'
  | 'quantization'
  | 'parameters'
  | 'loaded'
  | 'capabilities'
  | 'location';

/**
 * Where each known fact came from: path and field, `/api/ps context_length`; `id` where the model's name suggests it;
 * `address` for a location that the server's address gives, `kind` where its software may forward. A fact that is
 * unknown has no source.
 */
export type FactSources = Readonly<Partial<Record<ModelFact, string>>>;

/** A model as its server's page shows it. AppState leaves the sources out to stay small. */
export interface DescribedModel extends ModelInfo {
  sources: FactSources;
}

/** One model on one server. */
export interface ModelRef {
  /** The server's slug. */
  upstream: string;
  /** The model id as that server lists it. */
  model: string;
}

/** The other way to write an id: with `:latest`, which Ollama adds to names without a tag, or without it. */
export function latestTwin(id: string): string {
  return id.endsWith(':latest') ? id.slice(0, -':latest'.length) : `${id}:latest`;
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

/**
 * A model with the sources of what is known of it: those of unknown facts are left out. What no source is given for
 * comes from the model's id (its type) or its server's address (its location).
 */
export function withSources(model: ModelInfo, sources: FactSources): DescribedModel {
  const known: Record<ModelFact, boolean> = {
    type: true,
    contextLoaded: model.context.loaded !== null,
    contextTrained: model.context.trained !== null,
    quantization: model.quantization !== null,
    parameters: model.parameters !== null,
    loaded: model.loaded !== null,
    capabilities: model.capabilities !== null,
    location: true,
  };
  const all: FactSources = { type: 'id', location: 'address', ...sources };
  const kept = Object.entries(all).filter(([fact]) => known[fact as ModelFact]);
  return { ...model, sources: Object.fromEntries(kept) };
}

/** The same as AppState holds it. */
export function withoutSources({ sources: _sources, ...model }: DescribedModel): ModelInfo {
  return model;
}

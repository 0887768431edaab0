/** The few shapes of the OpenAI API that we read or write ourselves. Everything else passes through as bytes. */

/** OpenAI API reference, "Errors"; `src` marks that the proxy said it and not the model server. */
export interface ErrorEnvelope {
  error: { message: string; type: string; param: string | null; code: string };
  src: 'modeltray';
}

/** One row of `GET /v1/models`. */
export interface ModelRow {
  id: string;
  object: 'model';
  /** Seconds since the epoch. */
  created: number;
  owned_by: string;
}

/** `GET /model`: the active model's metadata; unknown is null. */
export interface ActiveModelRow {
  id: string;
  object: 'model';
  model: string;
  upstream: string;
  kind: string;
  location: string;
  type: string;
  context: { loaded: number | null; trained: number | null };
  quantization: string | null;
  parameters: string | null;
  loaded: boolean | null;
  capabilities: string[] | null;
  demo: boolean;
}

export const keptResponseHeaders = {
  requestId: 'x-modeltray-request-id',
  upstream: 'x-modeltray-upstream',
  model: 'x-modeltray-model',
  attempts: 'x-modeltray-attempts',
  decision: 'x-modeltray-decision',
  /** Only where there is something to warn of. */
  warning: 'x-modeltray-warning',
} as const;

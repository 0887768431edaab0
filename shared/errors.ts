import type { Message } from './i18n/index.ts';

/**
 * Every error that the proxy answers with, and its HTTP status. `type` follows the OpenAI API's own words, so
 * that clients which read it keep working.
 */
export const proxyErrors = {
  bad_json: { status: 400, type: 'invalid_request_error' },
  duplicate_key: { status: 400, type: 'invalid_request_error' },
  invalid_api_key: { status: 401, type: 'authentication_error' },
  forbidden_host: { status: 403, type: 'permission_error' },
  forbidden_origin: { status: 403, type: 'permission_error' },
  model_not_found: { status: 404, type: 'not_found_error' },
  endpoint_not_available: { status: 404, type: 'not_found_error' },
  body_too_large: { status: 413, type: 'invalid_request_error' },
  encoding_not_supported: { status: 415, type: 'invalid_request_error' },
  queue_full: { status: 429, type: 'rate_limit_error' },
  upstream_unreachable: { status: 502, type: 'upstream_error' },
  upstream_unauthorized: { status: 502, type: 'upstream_error' },
  upstream_bad_answer: { status: 502, type: 'upstream_error' },
  no_upstream: { status: 503, type: 'unavailable_error' },
  stopping: { status: 503, type: 'unavailable_error' },
  overloaded: { status: 503, type: 'unavailable_error' },
  upstream_timeout: { status: 504, type: 'upstream_error' },
} as const satisfies Record<string, { status: number; type: string }>;
export type ProxyErrorCode = keyof typeof proxyErrors;

/** Errors of the API between core and shells; HTTP status where the panel carries them. */
export const apiErrors = {
  bad_input: 400,
  bad_address: 400,
  own_address: 400,
  not_authorized: 401,
  upstream_not_found: 404,
  model_unknown: 404,
  route_not_found: 404,
  folder_not_found: 404,
  file_not_found: 404,
  export_not_found: 404,
  notice_not_found: 404,
  dbgpt_not_found: 404,
  check_not_found: 404,
  key_not_found: 404,
  upstream_exists: 409,
  key_label_taken: 409,
  key_value_taken: 409,
  key_is_main: 409,
  too_many_keys: 409,
  port_taken: 409,
  not_running: 409,
  no_real_model: 409,
  settings_read_only: 409,
  no_key_stored: 409,
  model_not_loaded: 409,
  check_running: 409,
  file_changed: 409,
  backup_missing: 409,
  wrong_version: 409,
  toml_unknown: 409,
  bad_settings_file: 422,
  not_text: 422,
  cannot_merge: 422,
  not_writable: 422,
  not_available_here: 501,
  dbgpt_refused: 502,
  internal: 500,
} as const satisfies Record<string, number>;
export type ApiErrorCode = keyof typeof apiErrors;

/** An error with a code for programs and a translatable message for people. */
export class ModelTrayError extends Error {
  override readonly name = 'ModelTrayError';
  readonly code: ApiErrorCode | ProxyErrorCode;
  /** What the user reads, in whichever language the shell speaks. */
  readonly userMessage: Message;

  constructor(code: ApiErrorCode | ProxyErrorCode, userMessage: Message, options?: ErrorOptions) {
    super(`${code}: ${userMessage.key} ${JSON.stringify(userMessage.params ?? {})}`, options);
    this.code = code;
    this.userMessage = userMessage;
  }
}

export function toError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}

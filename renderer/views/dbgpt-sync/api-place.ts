import type { ApiVariant } from '../../../shared/dbgpt-api.ts';

/** Where DB-GPT is, as it stands in the fields. */
export interface ApiPlace {
  port: string;
  toml: string;
  variant: ApiVariant;
}

/** The same as the core takes it; what is no number stays none, and the core says so. */
export function placeInput({ port, toml }: ApiPlace): { port: number; toml?: string } {
  const path = toml.trim();
  return { port: Number(port), ...(path === '' ? {} : { toml: path }) };
}

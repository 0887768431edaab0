import type { AppState } from '../../../shared/app-state.ts';
import type { ModelInfo, ModelRef } from '../../../shared/model.ts';
import type { UpstreamState } from '../../../shared/upstream.ts';
import { parseQualifiedId } from '../../model-options.ts';

/** The model that an export leads to, with its server. */
export interface ExportedModel extends ModelRef {
  server: UpstreamState;
  /** Null while its server has not listed it. */
  info: ModelInfo | null;
}

type Known = Pick<AppState, 'active' | 'upstreams'> & Partial<Pick<AppState, 'routes'>>;

/** `choice` is an alias or a qualified id. Null for the demo, for none, and for a server that is gone. */
export function exportedModel(
  choice: string,
  { active, upstreams, routes = [] }: Known,
): ExportedModel | null {
  if (choice === 'active' && active?.isDemo === true) return null;
  const ref =
    choice === 'active'
      ? active
      : (routes.find(({ alias }) => alias === choice)?.first ?? parseQualifiedId(choice));
  const server = upstreams.find(({ slug }) => slug === ref?.upstream);
  if (ref === null || server === undefined) return null;
  const info =
    server.models.find(({ id }) => id === ref.model) ?? (choice === 'active' ? active?.info : null);
  return { upstream: ref.upstream, model: ref.model, server, info: info ?? null };
}

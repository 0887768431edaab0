import type { Answer } from '../ask.ts';
import { objectAt, textAt } from '../read-json.ts';
import type { KindProfile } from './kind-profile.ts';
import { isEveryRow, ownerOf, rowsOf } from './model-list.ts';
import { plainKind, plainMark, plainModels } from './openai-compatible.ts';

/**
 * `transformers serve` (5, src/transformers/cli/serving): FastAPI without a title of its own, a request id on each
 * answer, and rows for the Hugging Face cache whose owner is the first part of the id. It loads what a request names.
 */
export const transformersServe: KindProfile = {
  ...plainKind,
  kind: 'transformers-serve',
  name: 'transformers serve',
  ports: [8000],
  processes: [/\btransformers(-cli)? serve\b/],
  mark: {
    ...plainMark,
    isLikely: (list) =>
      list.headers['x-request-id'] !== undefined &&
      (rowsOf(list)?.length === 0 || isEveryRow(list, isOfOwner)),
    rulesOutEmpty: true,
    confirm: { path: '/openapi.json', isMatch: hasItsPaths },
  },
  quietPath: '/health',
  defects: ['no-done', 'error-shape'],
  listModels: async (ask) => plainModels(await ask.api('/models'), ask),
};

function isOfOwner(row: unknown): boolean {
  const owner = ownerOf(row);
  return owner !== null && (textAt(row, 'id') ?? '').startsWith(`${owner}/`);
}

function hasItsPaths({ json }: Answer): boolean {
  const paths = Object.keys(objectAt(json, 'paths') ?? {});
  return (
    textAt(json, 'info', 'title') === 'FastAPI' &&
    ['/v1/chat/completions', '/v1/responses', '/v1/models'].every((path) => paths.includes(path)) &&
    (paths.includes('/load_model') || paths.includes('/v1/audio/transcriptions'))
  );
}

import type { Answer } from '../ask.ts';
import { textAt } from '../read-json.ts';
import type { KindProfile } from './kind-profile.ts';
import { isEveryRow, ownerOf, rowsOf } from './model-list.ts';
import { plainKind, plainMark, plainModels } from './openai-compatible.ts';

/**
 * mlx_lm.server (0.2x, mlx_lm/server.py): Python's own HTTP server, rows without an owner for what lies in the Hugging
 * Face cache, and a `/health` of one word. Older ones have no `/health` and stay OpenAI-compatible.
 */
export const mlxLm: KindProfile = {
  ...plainKind,
  kind: 'mlx-lm',
  name: 'MLX-LM',
  ports: [8080],
  processes: [/\bmlx_lm(\.|\s+)server\b/],
  mark: {
    ...plainMark,
    isLikely: (list) =>
      isOfPython(list) && (rowsOf(list)?.length === 0 || isEveryRow(list, (row) => ownerOf(row) === null)),
    rulesOutEmpty: true,
    confirm: {
      path: '/health',
      isMatch: (answer) => isOfPython(answer) && textAt(answer.json, 'status') === 'ok',
    },
  },
  quietPath: '/health',
  defects: ['tool-calls'],
  listModels: async (ask) => plainModels(await ask.api('/models'), ask),
};

function isOfPython({ headers }: Answer): boolean {
  return /^BaseHTTP\/\S+ Python\//.test(String(headers['server'] ?? ''));
}

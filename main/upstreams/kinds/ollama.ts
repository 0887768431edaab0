import type { DescribedModel, ModelType } from '../../../shared/model.ts';
import { guessModelType, withSources } from '../../../shared/model.ts';
import { fartherLocation, locationOfHost } from '../../../shared/location.ts';
import type { Location } from '../../../shared/location.ts';
import { arrayAt, countAt, textAt, textsAt, timeAt } from '../read-json.ts';
import type { KindProfile } from './kind-profile.ts';
import { NotAModelList } from './kind-profile.ts';
import { hasNoData, isEveryRow, ownerOf } from './model-list.ts';
import { plainKind, plainMark } from './openai-compatible.ts';
import { jsonIfThere } from './optional.ts';

/**
 * Ollama 0.32: `/api/tags` lists what is installed, `/api/ps` what is loaded and with how much context. Neither loads a
 * model or resets its idle timer. A model with `remote_host` runs in Ollama's cloud, whatever the server's address.
 * Older ones leave `context_length` out of `/api/tags`; `POST /api/show` would tell it, but for one model a request and
 * from the model's file, so what a model was trained for stays unknown there.
 */
export const ollama: KindProfile = {
  ...plainKind,
  kind: 'ollama',
  name: 'Ollama',
  ports: [11434],
  processes: [/^ollama( app)?(\.exe)?$/i, /\bollama(\.exe)? serve\b/],
  workers: [/\bollama(\.exe)? runner\b/, /ollama_llama_server/],
  mark: {
    ...plainMark,
    isLikely: (list) => hasNoData(list.json) || isEveryRow(list, isInstalled),
    confirm: {
      path: '/api/version',
      // Those that imitate it with a web framework in front send a `Server` header.
      isMatch: ({ json, headers }) => textAt(json, 'version') !== null && headers['server'] === undefined,
    },
  },
  version: { path: '/api/version', at: ['version'] },
  quietPath: '/api/version',
  isLoading: () => false,
  defects: ['silent-truncation', 'max-completion-tokens', 'reasoning-field'],
  acceptsIncludeUsage: true,
  async listModels(ask) {
    const tags = await ask.native('/api/tags');
    const rows = tags.status === 200 ? arrayAt(tags.json, 'models') : null;
    if (rows === null) throw new NotAModelList(tags);
    const loaded = arrayAt(await jsonIfThere(ask.native('/api/ps')), 'models');
    const location = locationOfHost(ask.address.host);
    return rows.filter((row) => textAt(row, 'name') !== null).map((row) => toModel(row, loaded, location));
  },
};

/** Its owner is `library`, or the namespace in an id that ends in a tag: `hf.co/owner/model:Q4_K_M`. */
function isInstalled(row: unknown): boolean {
  const [id, owner] = [textAt(row, 'id') ?? '', ownerOf(row)];
  return owner === 'library' || (owner !== null && id.includes(`${owner}/`) && id.includes(':'));
}

function toModel(row: unknown, loaded: readonly unknown[] | null, location: Location): DescribedModel {
  const id = textAt(row, 'name') ?? '';
  const running = loaded?.find((one) => textAt(one, 'name') === id);
  const capabilities = textsAt(row, 'capabilities');
  const isRemote = textAt(row, 'remote_host') !== null;
  return withSources(
    {
      id,
      type: typeOf(id, capabilities),
      context: {
        loaded: running === undefined ? null : countAt(running, 'context_length'),
        trained: countAt(row, 'details', 'context_length'),
      },
      quantization: textAt(row, 'details', 'quantization_level'),
      parameters: textAt(row, 'details', 'parameter_size'),
      loaded: isRemote || loaded === null ? null : running !== undefined,
      capabilities: capabilities === null ? null : capabilities.flatMap(inOurWords),
      location: isRemote ? fartherLocation(location, 'cloud') : location,
      changedAt: timeAt(row, 'modified_at'),
    },
    {
      ...(capabilities === null ? {} : { type: '/api/tags capabilities' }),
      contextLoaded: '/api/ps context_length',
      contextTrained: '/api/tags details.context_length',
      quantization: '/api/tags details.quantization_level',
      parameters: '/api/tags details.parameter_size',
      loaded: '/api/ps',
      capabilities: '/api/tags capabilities',
      ...(isRemote ? { location: '/api/tags remote_host' } : {}),
    },
  );
}

function typeOf(id: string, capabilities: readonly string[] | null): ModelType {
  if (capabilities === null) return guessModelType(id);
  if (capabilities.includes('completion')) return 'chat';
  return capabilities.includes('embedding') ? 'embedding' : guessModelType(id);
}

function inOurWords(capability: string): string[] {
  if (capability === 'thinking') return ['reasoning'];
  return capability === 'tools' || capability === 'vision' ? [capability] : [];
}

import type { DescribedModel, ModelType } from '../../../shared/model.ts';
import { guessModelType, withSources } from '../../../shared/model.ts';
import { fartherLocation, locationOfHost } from '../../../shared/location.ts';
import type { Location } from '../../../shared/location.ts';
import { arrayAt, countAt, textAt, timeAt } from '../read-json.ts';
import type { KindProfile } from './kind-profile.ts';
import { NotAModelList } from './kind-profile.ts';

/**
 * Ollama 0.32: `/api/tags` lists what is installed, `/api/ps` what is loaded and with how much context. Neither loads a
 * model or resets its idle timer. A model with `remote_host` runs in Ollama's cloud, whatever the server's address.
 */
export const ollama: KindProfile = {
  kind: 'ollama',
  name: 'Ollama',
  ports: [11434],
  processes: [/^ollama( app)?(\.exe)?$/i],
  workers: [/\bollama(\.exe)? runner\b/, /ollama_llama_server/],
  mark: {
    owners: ['library'],
    header: null,
    isProof: false,
    confirm: {
      path: '/api/version',
      isMatch: ({ json, headers }) => textAt(json, 'version') !== null && headers['server'] === undefined,
    },
  },
  version: { path: '/api/version', at: ['version'] },
  modelListPath: '/models',
  quietPath: '/api/version',
  isLoading: () => false,
  listsLoadedOnly: false,
  forwards: false,
  defects: ['silent-truncation', 'max-completion-tokens', 'reasoning-field'],
  acceptsIncludeUsage: true,
  raiseContext: 'context.raise.ollama',
  async listModels(ask) {
    const [tags, running] = await Promise.all([ask.native('/api/tags'), ask.native('/api/ps')]);
    const rows = tags.status === 200 ? arrayAt(tags.json, 'models') : null;
    if (rows === null) throw new NotAModelList(tags);
    const loaded = arrayAt(running.json, 'models') ?? [];
    const location = locationOfHost(ask.address.host);
    return rows.filter((row) => textAt(row, 'name') !== null).map((row) => toModel(row, loaded, location));
  },
};

function toModel(row: unknown, loaded: readonly unknown[], location: Location): DescribedModel {
  const id = textAt(row, 'name') ?? '';
  const running = loaded.find((one) => textAt(one, 'name') === id);
  const capabilities = arrayAt(row, 'capabilities')?.filter((one) => typeof one === 'string') ?? null;
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
      loaded: isRemote ? null : running !== undefined,
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

import type { DescribedModel } from '../../../shared/model.ts';
import { withSources } from '../../../shared/model.ts';
import type { Ask } from '../ask.ts';
import { arrayAt, textAt, textsAt } from '../read-json.ts';
import type { KindProfile } from './kind-profile.ts';
import { isEveryRow, modelOfRow, modelRows, ownerOf, rowsOf } from './model-list.ts';
import { plainKind, plainMark } from './openai-compatible.ts';
import { jsonIfThere } from './optional.ts';

/**
 * Docker Model Runner (1, docker/model-runner, pkg/inference): the OpenAI API is below `/engines`, newer ones have it at
 * the root too. It lists what was pulled; `/models` tells of the files and `/engines/ps` of what runs.
 */
export const dockerModelRunner: KindProfile = {
  ...plainKind,
  kind: 'docker-model-runner',
  name: 'Docker Model Runner',
  ports: [12434],
  processes: [/\b(docker-)?model-runner\b/],
  workers: [/com\.docker\.llama-server/],
  mark: {
    ...plainMark,
    owners: ['docker'],
    without: ['missing'],
    confirm: {
      path: '/engines/v1/models',
      isMatch: (answer) =>
        rowsOf(answer)?.length === 0 || isEveryRow(answer, (row) => ownerOf(row) === 'docker'),
    },
  },
  basePath: '/engines',
  async listModels(ask) {
    const rows = modelRows(await ask.api('/models'));
    const pulled = await jsonIfThere(ask.root('/models'));
    const running = await jsonIfThere(ask.root('/engines/ps'));
    return rows.map((row) => toModel(row, pulled, running, ask));
  },
};

function toModel(row: unknown, pulled: unknown, running: unknown, ask: Ask): DescribedModel {
  const model = modelOfRow(row, ask);
  const files = arrayAt(pulled)?.find((one) => hasTag(one, model.id));
  const isRunning = (arrayAt(running) ?? []).some((one) =>
    isSameName(textAt(one, 'model_name') ?? '', model.id),
  );
  return withSources(
    {
      ...model,
      quantization: textAt(files, 'config', 'quantization'),
      parameters: textAt(files, 'config', 'parameters'),
      // Its names are written in several ways: what does not match may run all the same.
      loaded: isRunning || null,
    },
    {
      quantization: '/models config.quantization',
      parameters: '/models config.parameters',
      loaded: '/engines/ps',
    },
  );
}

function hasTag(one: unknown, id: string): boolean {
  return textAt(one, 'id') === id || (textsAt(one, 'tags') ?? []).some((tag) => isSameName(tag, id));
}

/** `ai/smollm2`, `ai/smollm2:latest` and `docker.io/ai/smollm2:latest` are one. */
function isSameName(a: string, b: string): boolean {
  const short = (name: string): string => name.replace(/^(index\.)?docker\.io\//, '').replace(/:latest$/, '');
  return short(a) === short(b);
}

/** Exports for DB-GPT, from what is true now. */
import type { Api } from '../../shared/api.ts';
import { ModelTrayError } from '../../shared/errors.ts';
import { message, resolveLocale } from '../../shared/i18n/index.ts';
import { qualifiedId } from '../../shared/model.ts';
import type { ExportFacts } from '../dbgpt/facts.ts';
import { renderExport } from '../dbgpt/export.ts';
import { saveExport } from '../dbgpt/save.ts';
import { aliasState } from './build-state.ts';
import type { CoreParts } from './parts.ts';
import { aliasTarget, demoSlug, firstOf } from './routes.ts';

type ExportCalls = Pick<Api['calls'], 'renderExport' | 'saveExport' | 'copyCurl'>;

export function createExportCalls(parts: CoreParts): ExportCalls {
  const { localKeys, runner } = parts;
  return {
    async renderExport({ target, model, reveal }) {
      if (reveal) await localKeys.ensureSaved();
      return renderExport(factsFor(parts, model), target, { reveal });
    },
    async saveExport({ target, model, folder, allowDemo }) {
      const facts = factsFor(parts, model);
      if (facts.isDemo && !allowDemo) {
        throw new ModelTrayError('no_real_model', message('error.no_real_model'));
      }
      await localKeys.ensureSaved();
      const { fileName, text } = renderExport(facts, target, { reveal: true });
      return saveExport({ folder, fileName, text });
    },
    async copyCurl({ withKey }) {
      if (withKey) await localKeys.ensureSaved();
      const key = withKey ? ` -H ${quoted(`Authorization: Bearer ${localKeys.key()}`)}` : '';
      const body = JSON.stringify({ model: 'active', messages: [{ role: 'user', content: 'hello' }] });
      const url = `${runner.state().baseUrl}/chat/completions`;
      return { text: `curl ${url} -H 'Content-Type: application/json'${key} -d ${quoted(body)}` };
    },
  };
}

function factsFor(parts: CoreParts, model: string): ExportFacts {
  const { ports, settings, localKeys, runner } = parts;
  const embedding = aliasState(parts, 'embedding');
  return {
    baseUrl: runner.state().baseUrl,
    key: localKeys.key(),
    locale: resolveLocale(settings.get().window.language, ports.systemLocale),
    ...modelFacts(parts, model),
    embedding: embedding === null || embedding.isDemo ? null : { qualifiedId: qualifiedId(embedding) },
  };
}

function modelFacts(parts: CoreParts, model: string): Pick<ExportFacts, 'model' | 'isDemo'> {
  if (model !== 'active') return { model: pinnedModel(parts, model), isDemo: false };
  const active = aliasState(parts, 'active');
  // Offline the demo does not run, and yet it is what would answer.
  const ref = firstOf(aliasTarget(parts.settings.get(), 'active', parts.ports.run.demo));
  return {
    model: {
      name: 'active',
      displayName: active?.model ?? null,
      context: active?.info?.context.loaded ?? null,
    },
    isDemo: ref?.upstream === demoSlug,
  };
}

/** A qualified id of a server that is known; what it has loaded, if it said so. */
function pinnedModel({ list, upstreams }: CoreParts, model: string): ExportFacts['model'] {
  const slash = model.indexOf('/');
  const id = model.slice(slash + 1);
  const upstream = slash > 0 ? list().find(({ slug }) => slug === model.slice(0, slash)) : undefined;
  if (upstream === undefined || id === '') {
    throw new ModelTrayError('model_unknown', message('error.model_unknown', { model }));
  }
  const info = upstreams.facts(upstream.slug).models.find((one) => one.id === id);
  return { name: model, displayName: id, context: info?.context.loaded ?? null };
}

/** For a POSIX shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

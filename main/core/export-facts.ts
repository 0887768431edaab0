/** What an export for DB-GPT is made of, from what is true now. Reads only. */
import { homedir } from 'node:os';
import type { ExportChoice, ExportVariant } from '../../shared/exports.ts';
import { ModelTrayError } from '../../shared/errors.ts';
import { message, resolveLocale } from '../../shared/i18n/index.ts';
import type { ModelRef } from '../../shared/model.ts';
import { qualifiedId } from '../../shared/model.ts';
import { readWslSetup } from '../dbgpt/detect/wsl-setup.ts';
import type { ExportFacts, ExportModel, ModelAddress, PinnedModel } from '../dbgpt/facts.ts';
import { activeAlias, fillerKey } from '../dbgpt/facts.ts';
import { baseUrlFor } from '../dbgpt/targets/addresses.ts';
import type { WslSetup } from '../dbgpt/targets/addresses.ts';
import { parseBaseUrl } from '../upstreams/base-url.ts';
import { aliasState } from './build-state.ts';
import { findChosen, findPinned } from './export-models.ts';
import type { Chosen } from './export-models.ts';
import type { CoreParts } from './parts.ts';
import { demoSlug } from './routes.ts';

/**
 * @throws ModelTrayError `model_unknown`, `bad_input` (a model that does not chat, a default that is not chosen),
 * `no_real_model` where `direct` would lead to the demo
 */
export async function exportFacts(
  parts: CoreParts,
  choice: Omit<ExportChoice, 'for'>,
  variant: ExportVariant,
): Promise<ExportFacts> {
  const { ports, settings } = parts;
  const wsl = await readWslSetup({ home: homedir(), wanted: choice.wsl ?? null });
  const addressOf = await addressesFor(parts, choice, variant, wsl);
  const chosen = eachOnce(choice.models.map((name) => findChosen(parts, name)));
  const models = chosen.map((one) => exportModel(one, variant, addressOf));
  const main =
    choice.defaultModel === undefined ? chosen[0] : defaultAmong(parts, chosen, choice.defaultModel);
  const defaultModel = main?.name ?? activeAlias;
  return {
    locale: resolveLocale(settings.get().window.language, ports.systemLocale),
    variant,
    models,
    defaultModel,
    embedding: pinned(parts, embeddingName(parts, choice), variant, addressOf),
    rerank: pinned(parts, choice.rerank ?? null, variant, addressOf),
    agentContext: choice.agentContext ?? smallest(models.map(({ context }) => context)),
    version: choice.version ?? null,
    isReachable: isReachable(parts, variant, wsl),
    wsl,
    isDemo: main?.candidates[0]?.upstream === demoSlug,
  };
}

function eachOnce(chosen: readonly Chosen[]): Chosen[] {
  return [...new Map(chosen.map((one) => [one.name, one])).values()];
}

function defaultAmong(parts: CoreParts, chosen: readonly Chosen[], wanted: string): Chosen {
  const { name } = findChosen(parts, wanted);
  const found = chosen.find((one) => one.name === name);
  if (found === undefined)
    throw new ModelTrayError('bad_input', message('export.error.default', { model: wanted }));
  return found;
}

type AddressOf = (ref: ModelRef | undefined) => ModelAddress;

/** ModelTray's own address for everything, or with `direct` each server's. */
async function addressesFor(
  parts: CoreParts,
  { withServerKey }: Pick<ExportChoice, 'withServerKey'>,
  variant: ExportVariant,
  wsl: WslSetup,
): Promise<AddressOf> {
  const { runner, localKeys, secrets } = parts;
  if (variant !== 'direct') {
    const baseUrl = baseUrlFor({ port: runner.state().port, variant, wsl });
    return () => ({ baseUrl, key: localKeys.key(), keyKind: 'modeltray' });
  }
  if (withServerKey) await secrets.unlock();
  return (ref) => directAddress(parts, ref, withServerKey);
}

function directAddress(
  { list, secrets }: CoreParts,
  ref: ModelRef | undefined,
  withServerKey: boolean,
): ModelAddress {
  const server = list().find(({ slug }) => slug === ref?.upstream);
  if (server === undefined || server.kind === 'demo') {
    throw new ModelTrayError('no_real_model', message('error.no_real_model'));
  }
  const { slug, baseUrl: listed } = server;
  const { origin, apiPath } = parseBaseUrl(listed);
  const baseUrl = origin + apiPath;
  const key = withServerKey ? secrets.keyFor(slug, listed) : null;
  if (key !== null) return { baseUrl, key, keyKind: 'server' };
  return { baseUrl, key: fillerKey, keyKind: secrets.hasKey(slug) ? 'missing' : 'none' };
}

function exportModel(
  { name, candidates, infos }: Chosen,
  variant: ExportVariant,
  addressOf: AddressOf,
): ExportModel {
  const [ref] = candidates;
  return {
    name,
    backend: variant === 'direct' && ref !== undefined ? ref.model : name,
    displayName: ref?.model ?? null,
    // Any of them may answer, so only what the smallest one holds is sure.
    context: smallest(infos.map((info) => info?.context.loaded ?? null)),
    ...addressOf(ref),
  };
}

/** The chosen embedding model, unless the export names another one, or none. */
function embeddingName(parts: CoreParts, { embedding }: Pick<ExportChoice, 'embedding'>): string | null {
  if (embedding !== undefined) return embedding;
  const chosen = aliasState(parts, 'embedding');
  return chosen === null || chosen.isDemo ? null : qualifiedId(chosen);
}

function pinned(
  parts: CoreParts,
  name: string | null,
  variant: ExportVariant,
  addressOf: AddressOf,
): PinnedModel | null {
  if (name === null) return null;
  const ref = findPinned(parts, name);
  const id = qualifiedId(ref);
  return { qualifiedId: id, backend: variant === 'direct' ? ref.model : id, ...addressOf(ref) };
}

function isReachable({ settings, runner }: CoreParts, variant: ExportVariant, wsl: WslSetup): boolean {
  const { listen, dockerAddress } = settings.get().proxy;
  switch (variant) {
    case 'local':
    case 'direct':
      return true;
    case 'docker':
      // Docker Desktop leads its containers to this machine's own loopback.
      return process.platform !== 'linux' || (listen !== 'loopback' && !runner.isDockerAbsent());
    case 'wsl':
      if (wsl.network === 'mirrored') return true;
      if (wsl.hostAddress === null) return false;
      return listen === 'all' || (listen === 'docker' && dockerAddress === wsl.hostAddress);
  }
}

function smallest(sizes: readonly (number | null)[]): number | null {
  const known = sizes.filter((size) => size !== null);
  return known.length === 0 ? null : Math.min(...known);
}

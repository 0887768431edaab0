/** What is said beside an export: what to know before using it, and how to go on. Pure. */
import type { ExportTarget } from '../../../shared/exports.ts';
import { message } from '../../../shared/i18n/index.ts';
import type { Message } from '../../../shared/i18n/index.ts';
import { defaultModelOf, fillerKey, isPinned } from '../facts.ts';
import type { ExportFacts, ModelAddress } from '../facts.ts';
import { reads } from '../version.ts';
import { quotedKeys } from './check-values.ts';
import { envEmbedding, envRerank } from './env-lines.ts';
import { stockEmbedding } from './stock-env.ts';
import { agentBudget } from './toml-parts.ts';
import { defaultName } from './words.ts';

export function warningsFor(facts: ExportFacts, target: ExportTarget): Message[] {
  return [
    ...(facts.isDemo ? [message('export.warning.demo')] : []),
    message(target === '0.6' ? 'export.warning.oldOnly' : 'export.warning.envIgnored'),
    ...reachWarnings(facts),
    ...directWarnings(facts, target),
    ...embeddingWarnings(facts, target),
    ...rerankWarnings(facts, target),
    ...quoteWarnings(facts, target),
  ];
}

/** `isWritten`: the file is put in its place by us, so nobody has to be told where its lines go. */
export function notesFor(facts: ExportFacts, target: ExportTarget, isWritten: boolean): Message[] {
  return [
    ...(isWritten ? [] : placeNotes(facts, target)),
    ...oneModelNotes(facts, target),
    ...withoutEmbeddingNotes(facts, target),
    message('export.note.restart'),
    ...switchNotes(facts),
    ...contextNotes(facts, target),
    ...keyNotes(facts),
    ...whereNotes(facts, target),
  ];
}

/** Where ModelTray does not listen yet for where DB-GPT runs. */
function reachWarnings({ variant, isReachable, wsl }: ExportFacts): Message[] {
  if (isReachable) return [];
  if (variant === 'docker') return [message('export.warning.dockerListen')];
  return wsl.hostAddress === null
    ? [message('export.warning.wslUnknown')]
    : [message('export.warning.wslListen', { address: wsl.hostAddress })];
}

function directWarnings(facts: ExportFacts, target: ExportTarget): Message[] {
  if (facts.variant !== 'direct') return [];
  const holdsServerKey = addressesOf(facts).some(({ keyKind }) => keyKind === 'server');
  return [
    message('export.warning.direct'),
    ...(holdsServerKey ? [message('export.warning.serverKey')] : []),
    ...missingKeyWarnings(facts),
    ...(target === '0.6' && facts.rerank !== null ? [message('export.warning.directRerank')] : []),
  ];
}

function addressesOf({ models, embedding, rerank }: ExportFacts): ModelAddress[] {
  return [...models, embedding, rerank].filter((one) => one !== null);
}

function missingKeyWarnings(facts: ExportFacts): Message[] {
  const servers = addressesOf(facts).flatMap(({ keyKind, baseUrl }) =>
    keyKind === 'missing' ? [baseUrl] : [],
  );
  if (servers.length === 0) return [];
  const server = [...new Set(servers)].join(', ');
  return [message('export.warning.serverKeyMissing', { server, filler: fillerKey })];
}

function embeddingWarnings(facts: ExportFacts, target: ExportTarget): Message[] {
  const { embedding } = facts;
  if (embedding === null) return target === 'stock-env' ? [message('export.warning.embeddingOpenai')] : [];
  const model = embedding.qualifiedId;
  if (target === 'stock-env' && stockEmbedding(facts) === null)
    return [message('export.warning.embeddingName', { model })];
  if (target === '0.6' && envEmbedding(facts) === null)
    return [message('export.warning.embeddingVersion', { version: facts.version ?? '' })];
  return [message('export.warning.embeddingPinned', { model })];
}

function rerankWarnings(facts: ExportFacts, target: ExportTarget): Message[] {
  if (facts.rerank === null || facts.variant === 'direct') return [];
  if (target === 'stock-env') return [message('export.warning.rerankStock')];
  if (target !== '0.6' || envRerank(facts) !== null) return [];
  return [message('export.warning.rerankVersion', { version: facts.version ?? '' })];
}

function quoteWarnings(facts: ExportFacts, target: ExportTarget): Message[] {
  if (target !== '0.6') return [];
  const keys = quotedKeys(facts);
  return keys.length === 0 ? [] : [message('export.warning.quoted', { keys: keys.join(', ') })];
}

function placeNotes({ variant }: ExportFacts, target: ExportTarget): Message[] {
  switch (target) {
    case '0.6':
      return [message('export.note.merge')];
    case '0.7':
      return [message('export.note.wholeFile')];
    case '0.8':
      return [message(variant === 'docker' ? 'export.note.wholeFile' : 'export.note.profile')];
    case 'stock-env':
      return variant === 'docker' ? [] : [message('export.note.shell')];
  }
}

function oneModelNotes({ models }: ExportFacts, target: ExportTarget): Message[] {
  if (models.length === 1) return [];
  if (target === '0.6') return [message('export.note.oneModel')];
  return target === 'stock-env' ? [message('export.note.oneModelStock')] : [];
}

function withoutEmbeddingNotes({ embedding }: ExportFacts, target: ExportTarget): Message[] {
  if (embedding !== null) return [];
  if (target === '0.6') return [message('export.note.noEmbedding')];
  return target === 'stock-env' ? [] : [message('export.note.noEmbeddingToml')];
}

function switchNotes(facts: ExportFacts): Message[] {
  const model = defaultModelOf(facts);
  if (facts.variant === 'direct') return [];
  return isPinned(model)
    ? [message('export.note.pinned', { model: model.name })]
    : [message('export.note.alias', { model: model.name })];
}

/** A pinned model keeps its size, and the environment carries none. */
function contextNotes(facts: ExportFacts, target: ExportTarget): Message[] {
  const model = defaultModelOf(facts);
  return [
    ...(model.context === null || isPinned(model) || target === 'stock-env' || facts.variant === 'direct'
      ? []
      : [message('export.note.context', { model: defaultName(facts) })]),
    ...agentNotes(facts, target),
  ];
}

function agentNotes(facts: ExportFacts, target: ExportTarget): Message[] {
  const isRead = (target === '0.7' || target === '0.8') && reads('agentContext', facts.version, target);
  if (!isRead) return [];
  const budget = agentBudget(facts, target);
  return budget === null
    ? [message('export.note.noAgentContext')]
    : [message('export.note.agentContext', { tokens: budget })];
}

function keyNotes(facts: ExportFacts): Message[] {
  const { keyKind } = defaultModelOf(facts);
  return keyKind === 'missing' ? [] : [message(`export.note.key.${keyKind}`)];
}

function whereNotes({ variant, wsl, isReachable }: ExportFacts, target: ExportTarget): Message[] {
  switch (variant) {
    case 'local':
      return target === '0.6' ? [message('export.note.httpProxy')] : [];
    case 'docker':
      return [message('export.note.docker'), message('export.note.dockerProxy')];
    case 'wsl':
      if (wsl.network === 'mirrored') return [message('export.note.wslMirrored')];
      return isReachable && wsl.hostAddress !== null
        ? [message('export.note.wslNat', { address: wsl.hostAddress })]
        : [];
    case 'direct':
      return [];
  }
}

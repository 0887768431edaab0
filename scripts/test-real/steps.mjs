/** The main job against one server, step by step, each with a time limit of its own; one failure does not end the others. */
import { placeOfAddress } from './only-given.mjs';
import { abort, chat, stream } from './requests.mjs';

/** @typedef {import('./core.mjs').CoreClient} CoreClient */
/** @typedef {import('./options.mjs').Target} Target */
/** @typedef {import('./words.mjs').Words} Words */
/** @typedef {import('../../shared/upstream.ts').UpstreamState} UpstreamState */
/** @typedef {import('../../shared/conformance.ts').CheckDepth} CheckDepth */
/** @typedef {import('../../shared/i18n/index.ts').Message} Message */
/** @typedef {(typeof allSteps)[number]} Step */
/**
 * `none`: not asked, because it does not apply or an earlier step stands in its way.
 * @typedef {{ status: 'ok' | 'no' | 'none', said: string }} Cell
 */
/**
 * @typedef {object} Row
 * @property {string} address
 * @property {string} software
 * @property {string} model empty where there is none
 * @property {Record<Step, Cell>} cells
 * @property {string | null} report the deepest check's, as Markdown
 */
/**
 * @typedef {object} Run
 * @property {CoreClient} core
 * @property {boolean} full
 * @property {Words} words
 * @property {(message: Message) => string} render a message of the core in the user's language
 * @property {(line: string) => void} log
 * @property {AbortSignal} stopping
 * @property {number} [limitMs] of each step but the checks, which have limits of their own
 */

export const allSteps = /** @type {const} */ ([
  'list',
  'chat',
  'stream',
  'abort',
  'discovery',
  'quick',
  'full',
]);

/** A model that is loaded for the first question may take minutes. */
const defaultLimitMs = 180_000;
/** @type {Cell} */
const none = { status: 'none', said: '' };

/** Rejects where the run is stopped or the core is gone. @param {Run} run @param {Target} target @returns {Promise<Row>} */
export async function testServer(run, target) {
  const { address } = target;
  /** @type {Row} */
  const row = { address, software: '', model: '', cells: emptyCells(), report: null };
  const server = await addServer(run, target, row);
  if (server === null) return row;
  const model = chooseModel(server);
  row.model = model?.id ?? '';
  if (model?.type === 'chat') await useServer(run, row, `${server.slug}/${model.id}`);
  if (server.location === 'this-machine')
    row.cells.discovery = await take(run, address, 'discovery', (signal) => findServer(run, address, signal));
  if (model !== null) await checkServer(run, row, server.slug);
  return row;
}

/** @returns {Row['cells']} */
function emptyCells() {
  return { list: none, chat: none, stream: none, abort: none, discovery: none, quick: none, full: none };
}

/** Null where it can't be used. @param {Run} run @param {Target} target @param {Row} row @returns {Promise<UpstreamState | null>} */
async function addServer(run, { address, key }, row) {
  const { core, words, render } = run;
  /** @type {UpstreamState | null} */
  let server = null;
  row.cells.list = await take(run, address, 'list', async (signal) => {
    const input = { baseUrl: address, ...(key === null ? {} : { key }) };
    server = await core.call('addUpstream', input, signal);
    row.software = softwareText(server, render);
    const { health, healthDetail, modelCount } = server;
    if (health !== 'healthy') throw new Error(render(healthDetail ?? { key: `health.${health}` }));
    if (modelCount === 0) throw new Error(words.noModel);
    return words.models(modelCount);
  });
  return row.cells.list.status === 'ok' ? server : null;
}

/** A loaded chat model before the first one: nothing more is loaded than must be. @param {UpstreamState} server */
function chooseModel({ models }) {
  const chats = models.filter(({ type }) => type === 'chat');
  return chats.find(({ loaded }) => loaded === true) ?? chats[0] ?? models[0] ?? null;
}

/** @param {Run} run @param {Row} row @param {string} model */
async function useServer(run, row, model) {
  const { core, words } = run;
  const { key } = await core.call('revealLocalKey', {}, run.stopping);
  const { address, cells } = row;
  /** @param {AbortSignal} signal */
  const route = (signal) => ({ proxyUrl: core.proxyUrl, key, model, words: words.answers, signal });
  cells.chat = await take(run, address, 'chat', (signal) => chat(route(signal)));
  cells.stream = await take(run, address, 'stream', async (signal) =>
    words.seconds(((await stream(route(signal))) / 1000).toFixed(1)),
  );
  cells.abort = await take(run, address, 'abort', (signal) => abort(route(signal)));
}

/** @param {Run} run @param {string} address @param {AbortSignal} signal */
async function findServer({ core, words, render }, address, signal) {
  const { servers } = await core.job('discover', { all: true }, signal);
  const found = servers.find(({ baseUrl }) => placeOfAddress(baseUrl) === placeOfAddress(address));
  if (found === undefined) throw new Error(words.notFound);
  return softwareText(found, render);
}

/**
 * @param {{ kind: import('../../shared/upstream.ts').UpstreamKind, product: string | null, version: string | null }} server
 * @param {Run['render']} render
 */
function softwareText({ kind, product, version }, render) {
  const name = product ?? render({ key: `kind.${kind}` });
  return version === null ? name : `${name} ${version}`;
}

/** @param {Run} run @param {Row} row @param {string} slug */
async function checkServer(run, row, slug) {
  /** @type {readonly CheckDepth[]} */
  const depths = run.full ? ['quick', 'full'] : ['quick'];
  for (const depth of depths) {
    row.cells[depth] = await take(run, row.address, depth, () => check(run, row, slug, depth), null);
  }
}

/** @param {Run} run @param {Row} row @param {string} slug @param {CheckDepth} depth */
async function check({ core, words, render, log, stopping }, row, slug, depth) {
  const input = { server: slug, model: row.model, depth };
  const { obstacle, effects } = await core.call('planCheck', input, stopping);
  if (obstacle !== null) throw new Error(render(obstacle));
  for (const effect of effects) log(`  ${render(effect)}`);
  const { verdict, because } = await core.job('check', input, stopping);
  const file = { server: slug, model: row.model, format: /** @type {const} */ ('markdown') };
  row.report = (await core.call('exportCheckReport', file, stopping)).text;
  const reasons = because.length === 0 ? '' : `, ${words.because(because.join(', '))}`;
  if (verdict === 'fails') throw new Error(words.verdicts.fails + reasons);
  return words.verdicts[verdict] + reasons;
}

/**
 * One step; what it resolves with is said beside `ok`.
 * @param {Run} run @param {string} address @param {Step} step
 * @param {(signal: AbortSignal) => Promise<string | void>} work
 * @param {number | null} [limitMs]
 * @returns {Promise<Cell>}
 */
async function take(run, address, step, work, limitMs = run.limitMs ?? defaultLimitMs) {
  const { words, stopping } = run;
  run.log(`${address}  ${words.columns[step]} …`);
  const limit = limitMs === null ? null : AbortSignal.timeout(limitMs);
  const signal = limit === null ? stopping : AbortSignal.any([stopping, limit]);
  try {
    return { status: 'ok', said: (await work(signal)) ?? '' };
  } catch (error) {
    if (stopping.aborted) throw error;
    if (limit?.aborted === true) return { status: 'no', said: words.limit(Number(limitMs) / 1000) };
    return { status: 'no', said: error instanceof Error ? error.message : String(error) };
  }
}

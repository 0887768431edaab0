/** Which requests add models to a running DB-GPT, in the order that loses none of those that are there. Pure. */
import { activeAlias, concurrency, fillerKey } from '../facts.ts';
import type { ExportFacts, ExportModel } from '../facts.ts';
import { hashOf } from '../files/read-target.ts';
import type { ModelBody, RunningModel } from './client.ts';

/** Names of ours in DB-GPT. An exported TOML has none that begin so, and names in both would take each other away. */
export const apiPrefix = 'modeltray-api-';

/** What is remembered of a model that was added, so that it can be taken away after a restart. */
export interface AddedRecord {
  port: number;
  name: string;
  model: string;
  addedAt: number;
  /** Of what DB-GPT was told. */
  fingerprint: string;
}

export interface PlannedModel {
  name: string;
  model: string;
  /** With the key in clear: it never leaves the core. */
  create: ModelBody;
  /** First, where an older one of ours is in the way: creating over a name takes away what runs under it. */
  stop: ModelBody | null;
  fingerprint: string;
}

export interface ModelsPlan {
  adds: PlannedModel[];
  /** Of ours, there, and told the same. */
  present: string[];
}

export interface PlanModelsRequest {
  facts: ExportFacts;
  port: number;
  running: readonly RunningModel[];
  inToml: ReadonlySet<string>;
  /** Of this port. */
  added: readonly AddedRecord[];
}

export function planModels({ facts, port, running, inToml, added }: PlanModelsRequest): ModelsPlan {
  const plan: ModelsPlan = { adds: [], present: [] };
  const runs = new Set(running.map(({ name }) => name));
  const taken = new Set([...runs, ...inToml, ...added.map(({ name }) => name)]);
  for (const model of facts.models) {
    const ours = added.find((one) => one.model === model.name && !inToml.has(one.name));
    const name = ours?.name ?? freeName(model, taken);
    taken.add(name);
    const create = createBody(model, name, port);
    const fingerprint = hashOf(Buffer.from(JSON.stringify(create))) ?? '';
    if (ours !== undefined && runs.has(name) && ours.fingerprint === fingerprint) plan.present.push(name);
    else {
      const stop = ours === undefined ? null : stopBody(name, port);
      plan.adds.push({ name, model: model.name, create, stop, fingerprint });
    }
  }
  return plan;
}

export function stopBody(name: string, port: number): ModelBody {
  return { ...identity(name, port), params: {}, delete_after: true };
}

/** `model` has to be `params.name`. */
function createBody(model: ExportModel, name: string, port: number): ModelBody {
  const { backend, baseUrl, key, context } = model;
  return {
    ...identity(name, port),
    params: {
      name,
      provider: 'proxy/openai',
      api_base: baseUrl,
      api_key: key === '' ? fillerKey : key,
      api_type: 'open_ai',
      backend,
      ...(context === null ? {} : { context_length: context }),
      concurrency,
    },
  };
}

function identity(name: string, port: number): Omit<ModelBody, 'params'> {
  return { host: '127.0.0.1', port, model: name, worker_type: 'llm' };
}

/** DB-GPT allows no `@` in a name. */
function freeName({ name }: ExportModel, taken: ReadonlySet<string>): string {
  const own = name.slice(name.indexOf('/') + 1).replace(/[^\p{L}\p{N}._:-]+/gu, '-');
  const wanted = apiPrefix + (own.replace(/^-+|-+$/g, '') || activeAlias);
  for (let n = 1; ; n += 1) {
    const free = n === 1 ? wanted : `${wanted}-${n}`;
    if (!taken.has(free)) return free;
  }
}

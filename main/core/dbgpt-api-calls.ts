/** DB-GPT's model API: looked at, models added through it and taken away again. Only on the user's word. */
import type { Api, CallParsed } from '../../shared/api.ts';
import type { AddedModel, DbgptApiCall, DbgptApiLook, DbgptApiPlan } from '../../shared/dbgpt-api.ts';
import { ModelTrayError } from '../../shared/errors.ts';
import { message } from '../../shared/i18n/index.ts';
import type { Message } from '../../shared/i18n/index.ts';
import { addModels, removeModels } from '../dbgpt/api/change-models.ts';
import type { ChangeOptions } from '../dbgpt/api/change-models.ts';
import { createDbgptClient, modelsPath, stopPath } from '../dbgpt/api/client.ts';
import type { DbgptClient, ModelBody, RunningModel } from '../dbgpt/api/client.ts';
import { planModels } from '../dbgpt/api/plan-models.ts';
import type { ModelsPlan } from '../dbgpt/api/plan-models.ts';
import { namesInToml } from '../dbgpt/api/toml-in-use.ts';
import { maskedKey } from '../dbgpt/facts.ts';
import type { ExportFacts } from '../dbgpt/facts.ts';
import { fullPath } from '../dbgpt/files/find-folder.ts';
import { hashOf } from '../dbgpt/files/read-target.ts';
import { checkValues } from '../dbgpt/targets/check-values.ts';
import { createTurns } from '../settings/in-turn.ts';
import { createAddedModels } from './added-models.ts';
import { exportFacts } from './export-facts.ts';
import type { CoreParts } from './parts.ts';

type ApiCalls = Pick<
  Api['calls'],
  'lookAtDbgptApi' | 'planDbgptModels' | 'addDbgptModels' | 'removeDbgptModels'
>;

export function createDbgptApiCalls(parts: CoreParts): ApiCalls {
  const { ports, net, notices, localKeys } = parts;
  const now = (): number => ports.clock.now();
  const record = createAddedModels({ dataDir: ports.dataDir, now, notices });
  const inTurn = createTurns();
  const at = (port: number): ChangeOptions => ({
    client: createDbgptClient(net, port, ports.clock),
    record,
    port,
    now,
  });
  return {
    lookAtDbgptApi: ({ port, toml }) => look(at(port), pathOf(toml)),
    planDbgptModels: async (input) => {
      const there = at(input.port);
      return toPlan(there.client, await plan(parts, there, input));
    },
    addDbgptModels: ({ seen, ...input }) =>
      inTurn(async () => {
        await localKeys.ensureSaved();
        const there = at(input.port);
        const planned = await plan(parts, there, input);
        if (toPlan(there.client, planned).seen !== seen)
          throw new ModelTrayError('file_changed', message('error.file_changed.plan'));
        return addModels(there, planned.plan);
      }),
    removeDbgptModels: ({ port, names, force }) =>
      inTurn(() => {
        const there = at(port);
        const ours = record.entries().filter((one) => one.port === port);
        const wanted = ours.filter(({ name }) => names?.includes(name) ?? true).map(({ name }) => name);
        return removeModels(there, wanted, { isForced: force });
      }),
  };
}

async function look({ client, record, port }: ChangeOptions, toml: string | null): Promise<DbgptApiLook> {
  const running = await client.list();
  const ours = record.entries().filter((one) => one.port === port);
  const names = new Set(ours.map(({ name }) => name));
  const added: AddedModel[] = ours.map(({ name, model, addedAt }) => ({
    ...{ name, model, addedAt },
    isRunning: running.some((one) => one.name === name),
  }));
  return {
    url: client.url,
    models: running.map((one) => ({ ...one, isAdded: names.has(one.name) })),
    added,
    obstacle: await obstacleOf(toml, running),
  };
}

async function obstacleOf(toml: string | null, running: readonly RunningModel[]): Promise<Message | null> {
  try {
    await namesInToml(toml, running);
    return null;
  } catch (thrown) {
    if (!(thrown instanceof ModelTrayError)) throw thrown;
    return thrown.userMessage;
  }
}

interface Planned {
  plan: ModelsPlan;
  facts: ExportFacts;
}

async function plan(
  parts: CoreParts,
  { client, record, port }: ChangeOptions,
  { toml, variant, models }: Omit<CallParsed<'planDbgptModels'>, 'port'>,
): Promise<Planned> {
  const running = await client.list();
  const inToml = await namesInToml(pathOf(toml), running);
  const choice = { models, embedding: null, rerank: null, withServerKey: false };
  const facts = await exportFacts(parts, choice, variant);
  if (facts.isDemo) throw new ModelTrayError('no_real_model', message('error.no_real_model'));
  checkValues(facts, '0.7');
  const added = record.entries().filter((one) => one.port === port);
  return { plan: planModels({ facts, port, running, inToml, added }), facts };
}

function toPlan({ url }: DbgptClient, { plan: { adds, present }, facts }: Planned): DbgptApiPlan {
  const read: DbgptApiCall = { method: 'GET', url: url + modelsPath, body: null };
  const calls = adds.flatMap(({ create, stop }) => [
    ...(stop === null ? [] : [post(url + stopPath, stop)]),
    read,
    post(url + modelsPath, create),
    read,
  ]);
  return {
    calls,
    adds: adds.map(({ name, model }) => ({ name, model })),
    present,
    warnings: facts.isReachable ? [] : [message('sync.api.unreachable')],
    seen: hashOf(Buffer.from(JSON.stringify(adds))) ?? '',
  };
}

function post(url: string, body: ModelBody): DbgptApiCall {
  const params = 'api_key' in body.params ? { ...body.params, api_key: maskedKey } : body.params;
  return { method: 'POST', url, body: JSON.stringify({ ...body, params }, null, 2) };
}

function pathOf(toml: string | undefined): string | null {
  return toml === undefined ? null : fullPath(toml);
}

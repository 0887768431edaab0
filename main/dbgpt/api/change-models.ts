/**
 * Adds models to a running DB-GPT and takes them away again, one after the other. Before anything is created, the record
 * names it, so that whatever happens in between can be undone; the list is read again before each step and after it.
 */
import type { DbgptApiRemoved, DbgptApiReport } from '../../../shared/dbgpt-api.ts';
import { ModelTrayError } from '../../../shared/errors.ts';
import { message } from '../../../shared/i18n/index.ts';
import type { DbgptClient } from './client.ts';
import { stopBody } from './plan-models.ts';
import type { AddedRecord, ModelsPlan, PlannedModel } from './plan-models.ts';

/** What was added and not taken away, oldest first. Rejects with ModelTrayError `not_writable`. */
export interface AddedModels {
  entries(): readonly AddedRecord[];
  save(entries: readonly AddedRecord[]): Promise<void>;
}

export interface ChangeOptions {
  client: DbgptClient;
  record: AddedModels;
  port: number;
  now: () => number;
}

/** Stops at the first that fails, and says what was done until then. Rejects only where the record cannot be written. */
export async function addModels(options: ChangeOptions, { adds }: ModelsPlan): Promise<DbgptApiReport> {
  const report: DbgptApiReport = { added: [], failed: null, untried: [] };
  for (const planned of adds) {
    const { name, model } = planned;
    if (report.failed !== null) report.untried.push(name);
    else {
      const reason = await reasonOf(() => addOne(options, planned));
      if (reason === null) report.added.push({ name, model });
      else report.failed = { name, reason };
    }
  }
  return report;
}

async function addOne(options: ChangeOptions, planned: PlannedModel): Promise<void> {
  const { client, record, port, now } = options;
  const { name, model, create, stop, fingerprint } = planned;
  if (stop !== null) await stopQuietly(client, name, port);
  // Creating a name that runs already takes away what runs under it.
  if (await isRunning(client, name))
    throw new ModelTrayError('dbgpt_refused', message('sync.api.taken', { name }));
  const others = record.entries().filter((one) => !isOf(one, port, name));
  await record.save([...others, { port, name, model, addedAt: now(), fingerprint }]);
  try {
    await client.create(create);
  } catch (thrown) {
    // DB-GPT may have kept it all the same; then it stays on the record and can be taken away.
    if (!(await isRunning(client, name).catch(() => true))) await record.save(others);
    throw thrown;
  }
  if (!(await isRunning(client, name)))
    throw new ModelTrayError('dbgpt_refused', message('sync.api.notThere', { name }));
}

/** What DB-GPT does not give up stays on the record, unless `isForced`. */
export async function removeModels(
  { client, record, port }: ChangeOptions,
  names: readonly string[],
  { isForced }: { isForced: boolean },
): Promise<DbgptApiRemoved> {
  const report: DbgptApiRemoved = { removed: [], kept: [] };
  for (const name of names) {
    const reason = await reasonOf(async () => {
      await client.stop(stopBody(name, port));
      if (await isRunning(client, name))
        throw new ModelTrayError('dbgpt_refused', message('sync.api.stillThere', { name }));
    });
    if (reason !== null && !isForced) report.kept.push({ name, reason });
    else {
      await record.save(record.entries().filter((one) => !isOf(one, port, name)));
      report.removed.push(name);
    }
  }
  return report;
}

/** An older one of ours that does not run any more cannot be stopped, and DB-GPT says so. */
async function stopQuietly(client: DbgptClient, name: string, port: number): Promise<void> {
  const wasRunning = await isRunning(client, name);
  try {
    await client.stop(stopBody(name, port));
  } catch (thrown) {
    if (wasRunning) throw thrown;
  }
}

async function isRunning(client: DbgptClient, name: string): Promise<boolean> {
  return (await client.list()).some((one) => one.name === name);
}

function isOf(one: AddedRecord, port: number, name: string): boolean {
  return one.port === port && one.name === name;
}

async function reasonOf(act: () => Promise<void>): Promise<ModelTrayError['userMessage'] | null> {
  try {
    await act();
    return null;
  } catch (thrown) {
    if (!(thrown instanceof ModelTrayError) || thrown.code === 'not_writable') throw thrown;
    return thrown.userMessage;
  }
}

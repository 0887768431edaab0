/**
 * Carries the API between the window and the core. Every message passes two gates in this order: it comes from the
 * main frame of our own pages, then its input fits the entry's schema.
 */
import { ipcMain } from 'electron';
import type { IpcMainEvent, IpcMainInvokeEvent } from 'electron';
import { z } from 'zod';
import { calls, feedNames, jobs } from '../../shared/api.ts';
import type {
  Api,
  CallName,
  CallParsed,
  CallResult,
  FeedName,
  JobName,
  JobParsed,
  JobResult,
} from '../../shared/api.ts';
import { parseInput } from '../../shared/bad-input.ts';
import { channels } from '../../shared/bridge.ts';
import type { Reply } from '../../shared/bridge.ts';
import { ModelTrayError } from '../../shared/errors.ts';
import { message } from '../../shared/i18n/index.ts';
import { isAppUrl } from './app-address.ts';
import { createIpcStreams } from './ipc-streams.ts';
import type { Carrier } from './ipc-streams.ts';

export interface IpcOptions {
  api: Api;
  /** What a failed call or job tells the window. */
  toFailure: (thrown: unknown) => Reply<never>;
  /** Told once for each message that was refused. */
  onRefused: (url: string, channel: string) => void;
}

const callMessage = z.strictObject({ name: z.string(), input: z.unknown() });
const openMessage = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('jobs'), id: z.int(), name: z.string(), input: z.unknown() }),
  z.strictObject({ kind: z.literal('feeds'), id: z.int(), name: z.string() }),
]);

const callSpecs: { readonly [Name in CallName]: { input: z.ZodType<CallParsed<Name>> } } = calls;
const jobSpecs: { readonly [Name in JobName]: { input: z.ZodType<JobParsed<Name>> } } = jobs;

/** Serves the window's messages until the returned function is called. */
export function serveIpc(options: IpcOptions): () => void {
  const { toFailure, onRefused } = options;
  const carry = createCarriers(options.api);
  const streams = createIpcStreams(toFailure);
  const isOurs = (event: IpcMainEvent | IpcMainInvokeEvent, channel: string): boolean => {
    const frame = event.senderFrame;
    if (frame !== null && frame.parent === null && isAppUrl(frame.url)) return true;
    onRefused(frame?.url ?? '', channel);
    return false;
  };

  const onCall = async (event: IpcMainInvokeEvent, raw: unknown): Promise<Reply<unknown>> => {
    if (!isOurs(event, channels.call)) throw new Error('refused');
    try {
      const { name, input } = parseInput(callMessage, raw);
      return { result: await carry.calls(name, input) };
    } catch (error) {
      return toFailure(error);
    }
  };
  const onOpen = (event: IpcMainEvent, raw: unknown): void => {
    const opening = openMessage.safeParse(raw);
    if (!isOurs(event, channels.open) || !opening.success) return;
    const { data } = opening;
    const carrier = data.kind === 'jobs' ? carry.jobs(data.name, data.input) : carry.feeds(data.name);
    streams.open(event.sender, data.id, carrier);
  };
  const onClose = (event: IpcMainEvent, id: unknown): void => {
    if (isOurs(event, channels.close) && typeof id === 'number') streams.close(event.sender, id);
  };

  ipcMain.handle(channels.call, onCall);
  ipcMain.on(channels.open, onOpen);
  ipcMain.on(channels.close, onClose);
  return () => {
    ipcMain.removeHandler(channels.call);
    ipcMain.off(channels.open, onOpen);
    ipcMain.off(channels.close, onClose);
    streams.closeAll();
  };
}

interface Carriers extends Record<keyof Api, unknown> {
  calls: (name: string, input: unknown) => Promise<unknown>;
  jobs: (name: string, input: unknown) => Carrier;
  feeds: (name: string) => Carrier;
}

/** One way to carry each kind of entry that the API has; a kind that is added there must be added here. */
function createCarriers(api: Api): Carriers {
  return {
    calls: async (name, input) => runCall(api, known(name, calls), input),
    jobs: (name, input) => async (emit, signal) => runJob(api, known(name, jobs), input, { emit, signal }),
    feeds: (name) => async (emit, signal) => {
      follow(api, knownFeed(name), emit, signal);
      return Promise.resolve(undefined);
    },
  } satisfies { [Kind in keyof Api]: Carriers[Kind] };
}

function runCall<Name extends CallName>(api: Api, name: Name, input: unknown): Promise<CallResult<Name>> {
  return api.calls[name](parseInput(callSpecs[name].input, input));
}

function runJob<Name extends JobName>(
  api: Api,
  name: Name,
  input: unknown,
  context: { emit: (event: unknown) => void; signal: AbortSignal },
): Promise<JobResult<Name>> {
  return api.jobs[name](parseInput(jobSpecs[name].input, input), context);
}

function follow(api: Api, name: FeedName, emit: (event: unknown) => void, signal: AbortSignal): void {
  const unsubscribe = api.feeds[name](emit);
  signal.addEventListener('abort', unsubscribe, { once: true });
}

function known<Table extends object>(name: string, table: Table): keyof Table & string {
  if (!isKeyOf(table, name)) throw unknownName(name);
  return name;
}

function isKeyOf<Table extends object>(table: Table, name: string): name is keyof Table & string {
  return Object.hasOwn(table, name);
}

function knownFeed(name: string): FeedName {
  const feed = feedNames.find((known) => known === name);
  if (feed === undefined) throw unknownName(name);
  return feed;
}

function unknownName(name: string): ModelTrayError {
  return new ModelTrayError('bad_input', message('error.bad_input', { reason: `"${name}" is unknown` }));
}

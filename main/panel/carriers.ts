/** How each kind of entry that the API has crosses HTTP. A kind that is added to the API does not compile until it is here. */
import type { Request, Response } from 'express';
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
import type { z } from 'zod';
import { parseInput } from '../../shared/bad-input.ts';
import type { Clock } from '../../shared/ports.ts';
import type { Core } from '../core.ts';
import { createFeedStream } from './feed-stream.ts';

export const ndjson = 'application/x-ndjson; charset=utf-8';

export interface CarrierContext {
  core: Core;
  clock: Clock;
  /** What a failure looks like to the client; logs what is not the client's to know. */
  failureLine(thrown: unknown): string;
}

export interface Carrier {
  /** The word in the path, `/api/call/getState`. */
  path: string;
  method: 'get' | 'post';
  has(name: string): boolean;
  /** Rejects before the first byte, or answers in full. */
  carry(context: CarrierContext, name: string, req: Request, res: Response): Promise<void>;
}

const callSpecs: { readonly [Name in CallName]: { input: z.ZodType<CallParsed<Name>> } } = calls;
const jobSpecs: { readonly [Name in JobName]: { input: z.ZodType<JobParsed<Name>> } } = jobs;

const isCall = (name: string): name is CallName => Object.hasOwn(calls, name);
const isJob = (name: string): name is JobName => Object.hasOwn(jobs, name);
const isFeed = (name: string): name is FeedName => feedNames.some((feed) => feed === name);

export const carriers: { readonly [Kind in keyof Api]: Carrier } = {
  calls: {
    path: 'call',
    method: 'post',
    has: isCall,
    async carry({ core }, name, req, res) {
      if (isCall(name)) res.json({ result: await runCall(core.api, name, inputOf(req)) });
    },
  },
  jobs: {
    path: 'job',
    method: 'post',
    has: isJob,
    async carry(context, name, req, res) {
      if (isJob(name)) await carryJob(context, name, inputOf(req), res);
    },
  },
  feeds: {
    path: 'feed',
    method: 'get',
    has: isFeed,
    async carry(context, name, _req, res) {
      if (isFeed(name)) await carryFeed(context, name, res);
    },
  },
};

/** An entry without fields may be asked with an empty body. */
function inputOf(req: Request): unknown {
  const body: unknown = req.body;
  return body ?? {};
}

function runCall<Name extends CallName>(api: Api, name: Name, input: unknown): Promise<CallResult<Name>> {
  return api.calls[name](parseInput(callSpecs[name].input, input));
}

function runJob<Name extends JobName>(
  api: Api,
  name: Name,
  input: JobParsed<Name>,
  emit: (event: unknown) => void,
  signal: AbortSignal,
): Promise<JobResult<Name>> {
  return api.jobs[name](input, { emit, signal });
}

async function carryJob(context: CarrierContext, name: JobName, raw: unknown, res: Response): Promise<void> {
  const input = parseInput<JobParsed<JobName>>(jobSpecs[name].input, raw);
  const aborter = new AbortController();
  // `res` and not `req`: the request closes as soon as its body is read.
  res.on('close', () => {
    if (!res.writableFinished) aborter.abort();
  });
  const write = (line: string): void => {
    if (!res.destroyed && !res.writableEnded) res.write(`${line}\n`);
  };
  res.setHeader('Content-Type', ndjson);
  res.flushHeaders();
  try {
    const emit = (event: unknown): void => write(JSON.stringify({ event }));
    write(JSON.stringify({ result: await runJob(context.core.api, name, input, emit, aborter.signal) }));
  } catch (thrown) {
    if (!aborter.signal.aborted) write(context.failureLine(thrown));
  }
  res.end();
}

function carryFeed({ core, clock }: CarrierContext, name: FeedName, res: Response): Promise<void> {
  res.setHeader('Content-Type', ndjson);
  const stream = createFeedStream(res, name, clock);
  const unsubscribe = core.api.feeds[name]((event) => stream.push(event));
  // Every page follows the state as long as it is open, and no command does.
  const closeWindow = name === 'state' ? core.reportWindow() : null;
  return new Promise((resolve) => {
    res.on('close', () => {
      unsubscribe();
      closeWindow?.();
      stream.close();
      resolve();
    });
  });
}

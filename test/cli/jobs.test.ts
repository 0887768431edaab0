/** Jobs as a command follows them: through the running core's panel, and in a core of its own. */
import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import type { Api, JobContext } from '../../shared/api.ts';
import type { DiscoverEvent, DiscoverReport } from '../../shared/discovery.ts';
import { ModelTrayError } from '../../shared/errors.ts';
import { message } from '../../shared/i18n/index.ts';
import { writeInstance } from '../../main/panel/instance-file.ts';
import { buildAppState, createFakeCore } from '../support/fake-core.ts';
import { useCommandLine } from './command-line.ts';
import { buildDiscovery } from './builders.ts';

const line = useCommandLine();
const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

type Discover = Api['jobs']['discover'];
const looking: DiscoverEvent = { type: 'looking', address: '127.0.0.1:11434', done: 0, of: 2 };

/** A terminal that resolves once something was written to it. */
function terminal(): {
  stderr: { isTTY: true; write(text: string): void };
  wrote: Promise<void>;
  text(): string;
} {
  let text = '';
  let onText = (): void => undefined;
  const wrote = new Promise<void>((resolve) => (onText = resolve));
  const write = (more: string): void => {
    text += more;
    onText();
  };
  return { stderr: { isTTY: true, write }, wrote, text: () => text };
}

/** A job that says that it looks, and ends only when it is told to. */
function waitingJob(): { discover: Discover; aborted: Promise<void> } {
  let onAbort = (): void => undefined;
  const aborted = new Promise<void>((resolve) => (onAbort = resolve));
  const discover = (
    _input: unknown,
    { emit, signal }: JobContext<DiscoverEvent>,
  ): Promise<DiscoverReport> => {
    emit(looking);
    return new Promise(() => signal.addEventListener('abort', onAbort));
  };
  return { discover, aborted };
}

async function both(discover: Discover) {
  return [
    await line.running({ jobs: { discover } }),
    await line.offline(createFakeCore({ jobs: { discover } })),
  ];
}

test('a job gets its input and its result comes back, running and offline', async () => {
  const inputs: unknown[] = [];
  const discover: Discover = (input) => {
    inputs.push(input);
    return Promise.resolve(buildDiscovery());
  };
  for (const { json } of await both(discover)) {
    expect((await json(['discover', '--all'])).code).toBe(0);
    expect((await json(['discover'])).code).toBe(0);
  }
  expect(inputs).toEqual([{ all: true }, { all: false }, { all: true }, { all: false }]);
});

test('a job that fails is told as the core said it, running and offline', async () => {
  const discover: Discover = (_input, { emit }) => {
    emit(looking);
    return Promise.reject(new ModelTrayError('stopping', message('error.stopping')));
  };
  for (const { json, run } of await both(discover)) {
    const text = 'ModelTray is stopping. Try again in a moment.';
    expect(await json(['discover'])).toEqual({
      code: 1,
      document: { error: { code: 'stopping', message: text } },
    });
    expect(await run(['discover'])).toEqual({ code: 1, out: '', err: `${text}\n` });
  }
});

test('told to stop, the job is cancelled and the command ends with 1, running and offline', async () => {
  for (const isRunning of [true, false]) {
    const { discover, aborted } = waitingJob();
    const core = createFakeCore({ jobs: { discover } });
    const { json } = isRunning ? await line.running({ jobs: { discover } }) : await line.offline(core);
    const { stderr, wrote } = terminal();
    const codes: unknown[] = [];
    const untilTold = (exitCode?: number): Promise<void> => {
      codes.push(exitCode);
      return wrote;
    };
    expect(await json(['discover'], { stderr, untilTold })).toEqual({
      code: 1,
      document: { error: { code: 'cancelled', message: 'Cancelled.' } },
    });
    await aborted;
    expect([codes, core.stops]).toEqual([[1], isRunning ? [] : [0]]);
  }
});

test('a running core that goes away ends the job with a clear failure', async () => {
  const { discover } = waitingJob();
  const { run, core, stopPanel } = await line.running({ jobs: { discover } });
  const { stderr, wrote, text } = terminal();
  const done = run(['discover'], { stderr });
  await wrote;
  await stopPanel();
  expect((await done).code).toBe(1);
  const { pid } = core.state();
  expect(text()).toMatch(`The running ModelTray (process ${pid}) went away before this was done`);
});

/** A control that answers `getState` as it must, and jobs as the test says. */
async function control(job: RequestListener): Promise<Awaited<ReturnType<typeof line.offline>>> {
  const command = await line.offline();
  const server = createServer((req, res) => {
    if (req.url === '/api/call/getState') res.end(JSON.stringify({ result: buildAppState() }));
    else job(req, res);
  });
  closers.push(() => server.close());
  closers.push(() => server.closeAllConnections());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const { pid } = process;
  await writeInstance(command.dataDir, {
    pid,
    shell: 'headless',
    version: '1',
    proxy: null,
    control: `http://127.0.0.1:${port}`,
    token: 'T',
  });
  return command;
}

const ndjson = { 'content-type': 'application/x-ndjson; charset=utf-8' };
const resultLine = JSON.stringify({ result: buildDiscovery() });

test('lines may come in any pieces, with heartbeats between them', async () => {
  const { stderr, wrote, text: shown } = terminal();
  const event = (address: string): string => `${JSON.stringify({ event: { ...looking, address } })}\n\n`;
  const { run } = await control((_req, res) => {
    res.writeHead(200, ndjson);
    const bytes = Buffer.from(event('first') + event('模型') + `${resultLine}\n`);
    // In the middle of a character, so that the pieces are no text by themselves; the rest when the first has come.
    const middle = bytes.indexOf(Buffer.from('模')) + 1;
    res.write(bytes.subarray(0, middle));
    wrote.then(
      () => res.end(bytes.subarray(middle)),
      () => undefined,
    );
  });
  expect((await run(['discover'], { stderr })).code).toBe(0);
  expect(shown()).toContain('Looking at 模型 (1 of 2)');
});

test.each([
  ['nothing', ''],
  ['half a line', resultLine.slice(0, 20)],
  ['a whole line without its end', resultLine],
])('an end after %s is no result', async (_what, text) => {
  const { json } = await control((_req, res) => {
    res.writeHead(200, ndjson).end(text);
  });
  expect(await json(['discover'])).toMatchObject({
    code: 1,
    document: { error: { code: 'connection_lost' } },
  });
});

test('a core that refuses the job before it begins is quoted', async () => {
  const { json } = await control((_req, res) => {
    const error = { code: 'not_found', message: 'no such job' };
    res.writeHead(404, { 'content-type': 'application/json' }).end(JSON.stringify({ error }));
  });
  expect(await json(['discover'])).toEqual({
    code: 1,
    document: { error: { code: 'not_found', message: 'no such job' } },
  });
});

import { expect, test } from 'vitest';
import type { AskReport, JobContext, AskEvent } from '../../shared/api.ts';
import { ModelTrayError } from '../../shared/errors.ts';
import { message } from '../../shared/i18n/index.ts';
import { createFakeCore } from '../support/fake-core.ts';
import { jsonOf } from '../support/http-client.ts';
import { linesOf, usePanels } from './panel.ts';

const panels = usePanels();
const question = { method: 'POST', body: { prompt: 'hello' } };
const report: AskReport = {
  upstream: 'here',
  model: 'm',
  location: 'this-machine',
  isDemo: false,
  firstTokenMs: 1,
  totalMs: 2,
  tokensOut: 1,
  tokensEstimated: false,
};

test('events come as they happen, then the result', async () => {
  let goOn = (): void => undefined;
  const gate = new Promise<void>((resolve) => (goOn = resolve));
  const core = createFakeCore({
    jobs: {
      ask: async (_input, { emit }) => {
        emit({ type: 'text', text: 'a' });
        await gate;
        emit({ type: 'text', text: 'b' });
        return report;
      },
    },
  });
  const panel = await panels.start(core);
  const reply = await panel.open('/api/job/ask', question);
  expect(reply.headers['content-type']).toContain('application/x-ndjson');
  await reply.waitForText('"a"');
  expect(linesOf(reply.received().toString())).toEqual([{ event: { type: 'text', text: 'a' } }]);
  goOn();
  const done = await reply.done;
  expect(done.isComplete).toBe(true);
  expect(linesOf(done.text).slice(1)).toEqual([{ event: { type: 'text', text: 'b' } }, { result: report }]);
});

test('a job that fails ends with its error', async () => {
  const failure = new ModelTrayError('no_upstream', message('error.no_upstream'));
  const core = createFakeCore({
    jobs: {
      ask: (_input, { emit }) => {
        emit({ type: 'text', text: 'a' });
        return Promise.reject(failure);
      },
    },
  });
  const panel = await panels.start(core);
  const reply = await panel.ask('/api/job/ask', question);
  expect(reply.status).toBe(200);
  expect(linesOf(reply.text).at(-1)).toEqual({
    error: { code: 'no_upstream', message: 'No model server is connected yet. Open ModelTray → Servers.' },
  });
});

test('input that does not fit is refused before the job begins', async () => {
  const panel = await panels.start(createFakeCore());
  const reply = await panel.ask('/api/job/ask', { method: 'POST', body: { prompt: '' } });
  expect([reply.status, jsonOf(reply)]).toMatchObject([400, { error: { code: 'bad_input' } }]);
});

function waitingJob(): { core: ReturnType<typeof createFakeCore>; aborted: Promise<void> } {
  let onAbort = (): void => undefined;
  const aborted = new Promise<void>((resolve) => (onAbort = resolve));
  const ask = (_input: unknown, { emit, signal }: JobContext<AskEvent>): Promise<AskReport> => {
    emit({ type: 'text', text: 'begun' });
    return new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => {
        onAbort();
        reject(new Error('cancelled'));
      });
    });
  };
  return { core: createFakeCore({ jobs: { ask } }), aborted };
}

test('a client that leaves cancels its job', async () => {
  const { core, aborted } = waitingJob();
  const panel = await panels.start(core);
  const reply = await panel.open('/api/job/ask', question);
  await reply.waitForText('begun');
  reply.abort();
  await aborted;
});

test('a job that ended by itself was not cancelled', async () => {
  let signal: { aborted: boolean } = { aborted: true };
  const core = createFakeCore({
    jobs: {
      ask: (_input, context) => {
        signal = context.signal;
        return Promise.resolve(report);
      },
    },
  });
  const panel = await panels.start(core);
  await panel.ask('/api/job/ask', question);
  await panel.stop();
  expect(signal.aborted).toBe(false);
});

test('stopping the panel cancels what runs', async () => {
  const { core, aborted } = waitingJob();
  const panel = await panels.start(core);
  const reply = await panel.open('/api/job/ask', question);
  await reply.waitForText('begun');
  await panel.stop();
  await aborted;
  expect((await reply.done).isComplete).toBe(false);
});

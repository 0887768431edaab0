import { beforeEach, describe, expect, test, vi } from 'vitest';
import { describeFailure } from '../../main/desktop/failure.ts';
import { serveIpc } from '../../main/desktop/ipc.ts';
import type { Api, JobContext } from '../../shared/api.ts';
import type { AppState } from '../../shared/app-state.ts';
import { channels } from '../../shared/bridge.ts';
import { ModelTrayError } from '../../shared/errors.ts';
import { message, renderMessage } from '../../shared/i18n/index.ts';
import { silentLog } from '../../shared/ports.ts';
import { ipcMain, resetStandIn, WebContents } from './electron-stand-in.ts';
import { sampleState } from './sample-state.ts';

vi.mock('electron', () => import('./electron-stand-in.ts'));
beforeEach(resetStandIn);

type Ask = Parameters<Api['jobs']['ask']>;

/** An API of which the tests use one call of each kind. */
function setUp() {
  const state = sampleState({ locale: 'zh-CN' });
  const listeners = new Set<(state: AppState) => void>();
  const asked: { input: Ask[0]; context: Ask[1]; finish: (error?: Error) => void }[] = [];
  const used: unknown[] = [];
  const calls: Partial<Api['calls']> = {
    getState: () => Promise.resolve(state),
    useModel: (input) => {
      used.push(input);
      const nowhere = message('error.model_unknown', { model: input.model });
      return input.model === 'ollama/qwen3:8b'
        ? Promise.resolve({ upstream: 'ollama', model: 'qwen3:8b' })
        : Promise.reject(new ModelTrayError('model_unknown', nowhere));
    },
    stopProxy: () => Promise.reject(new Error('a secret stack')),
    openPath: () => Promise.resolve(null),
  };
  const jobs: Partial<Api['jobs']> = {
    ask: (input, context) =>
      new Promise((resolve, reject) => {
        const report = { upstream: 'ollama', model: 'm', location: null, isDemo: false };
        const times = { firstTokenMs: 1, totalMs: 2, tokensOut: 3, tokensEstimated: false };
        asked.push({
          input,
          context,
          finish: (error) => (error === undefined ? resolve({ ...report, ...times }) : reject(error)),
        });
      }),
  };
  const feeds: Partial<Api['feeds']> = {
    state: (listener) => {
      listener(state);
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const api = { calls, jobs, feeds } as Api;
  const refused: string[] = [];
  const stop = serveIpc({
    api,
    toFailure: (thrown) => describeFailure(thrown, 'zh-CN', '/logs', silentLog),
    onRefused: (url, channel) => refused.push(`${channel} ${url}`),
  });
  return { state, listeners, asked, used, refused, stop };
}

function page(url = 'app://modeltray/#/home', parent: unknown = null) {
  const contents = new WebContents();
  contents.url = url;
  const event = { sender: contents, senderFrame: { url, parent } };
  return {
    contents,
    call: (name: string, input: unknown) => ipcMain.invoke(channels.call, event, { name, input }),
    send: (channel: string, body: unknown) => ipcMain.emit(channel, event, body),
    received: () => contents.sent.map(({ message }) => message),
  };
}

const ask = { kind: 'jobs', id: 7, name: 'ask', input: { prompt: 'hello' } };
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('calls', () => {
  test('a call gets its result', async () => {
    const { state } = setUp();
    expect(await page().call('getState', {})).toEqual({ result: state });
    expect(await page().call('openPath', { path: '/tmp' })).toEqual({ result: null });
  });

  test('an input that does not fit reaches nobody, and the field is named', async () => {
    const { used } = setUp();
    expect(await page().call('useModel', { model: '' })).toMatchObject({
      error: { code: 'bad_input', message: expect.stringMatching(/model/) as string },
    });
    expect(await page().call('useModel', { model: 'a', extra: 1 })).toMatchObject({
      error: { code: 'bad_input' },
    });
    expect(used).toEqual([]);
  });

  test.each(['constructor', '__proto__', 'formatDisk', ''])('there is no call "%s"', async (name) => {
    setUp();
    expect(await page().call(name, {})).toMatchObject({ error: { code: 'bad_input' } });
  });

  test('a message that is no call at all is bad input too', async () => {
    setUp();
    const { contents } = page();
    const event = { sender: contents, senderFrame: { url: 'app://modeltray/', parent: null } };
    expect(await ipcMain.invoke(channels.call, event, 'getState')).toMatchObject({
      error: { code: 'bad_input' },
    });
  });

  test('errors come in the user’s language; an unforeseen one tells only where the log is', async () => {
    setUp();
    expect(await page().call('useModel', { model: 'nope' })).toEqual({
      error: {
        code: 'model_unknown',
        message: renderMessage('zh-CN', message('error.model_unknown', { model: 'nope' })),
      },
    });
    const unforeseen = await page().call('stopProxy', {});
    expect(unforeseen).toMatchObject({ error: { code: 'internal' } });
    expect(JSON.stringify(unforeseen)).toContain('/logs');
    expect(JSON.stringify(unforeseen)).not.toContain('secret');
  });
});

describe('who may call', () => {
  test.each([
    ['another origin', 'https://example.com/', null],
    ['another host of the scheme', 'app://evil/', null],
    ['a look-alike', 'app://modeltray.evil/', null],
    ['a file', 'file:///index.html', null],
    ['a frame inside our page', 'app://modeltray/', {}],
  ])('not %s', async (_who, url, parent) => {
    const { used, asked, listeners, refused } = setUp();
    const stranger = page(url, parent);
    await expect(stranger.call('useModel', { model: 'ollama/qwen3:8b' })).rejects.toThrow('refused');
    stranger.send(channels.open, ask);
    stranger.send(channels.open, { kind: 'feeds', id: 8, name: 'state' });
    expect([used, asked, listeners.size, stranger.received()]).toEqual([[], [], 0, []]);
    expect(refused).toEqual([
      `${channels.call} ${url}`,
      `${channels.open} ${url}`,
      `${channels.open} ${url}`,
    ]);
  });

  test('not a frame that is gone', async () => {
    const { used } = setUp();
    const event = { sender: new WebContents(), senderFrame: null };
    const body = { name: 'useModel', input: { model: 'ollama/qwen3:8b' } };
    await expect(ipcMain.invoke(channels.call, event, body)).rejects.toThrow('refused');
    expect(used).toEqual([]);
  });

  test('a stranger cannot cancel a job of ours', () => {
    const { asked } = setUp();
    const ours = page();
    ours.send(channels.open, ask);
    ipcMain.emit(
      channels.close,
      { sender: ours.contents, senderFrame: { url: 'https://example.com/', parent: null } },
      7,
    );
    expect(asked[0]?.context.signal.aborted).toBe(false);
  });
});

describe('jobs', () => {
  const emitText = (context: JobContext<{ type: 'text'; text: string }> | undefined, text: string): void =>
    context?.emit({ type: 'text', text });

  test('events in order, then the end, on one channel', async () => {
    const { asked } = setUp();
    const ours = page();
    ours.send(channels.open, ask);
    expect(asked[0]?.input).toEqual({ prompt: 'hello', model: 'active' });
    emitText(asked[0]?.context, 'a');
    emitText(asked[0]?.context, 'b');
    asked[0]?.finish();
    await settled();
    emitText(asked[0]?.context, 'too late');
    expect(ours.received()).toEqual([
      { id: 7, event: { type: 'text', text: 'a' } },
      { id: 7, event: { type: 'text', text: 'b' } },
      { id: 7, end: { result: expect.objectContaining({ upstream: 'ollama' }) as object } },
    ]);
    expect(new Set(ours.contents.sent.map(({ channel }) => channel))).toEqual(new Set([channels.stream]));
  });

  test('a bad input and an unknown name end the job with why', async () => {
    setUp();
    const ours = page();
    ours.send(channels.open, { ...ask, input: { prompt: '' } });
    ours.send(channels.open, { ...ask, id: 8, name: 'toString' });
    await settled();
    const ends = ours
      .received()
      .map((message) => message as { id: number; end: { error: { code: string } } });
    expect(ends.map(({ id, end }) => [id, end.error.code])).toEqual([
      [7, 'bad_input'],
      [8, 'bad_input'],
    ]);
  });

  test('cancelled, its signal aborts and its end is still told', async () => {
    const { asked } = setUp();
    const ours = page();
    ours.send(channels.open, ask);
    ours.send(channels.close, 7);
    expect(asked[0]?.context.signal.aborted).toBe(true);
    asked[0]?.finish(new Error('aborted'));
    await settled();
    expect(ours.received()).toMatchObject([{ id: 7, end: { error: { code: 'internal' } } }]);
  });

  test.each([
    [
      'reloaded',
      (ours: ReturnType<typeof page>) => reload(ours, { isMainFrame: true, isSameDocument: false }),
    ],
    ['crashed', (ours: ReturnType<typeof page>) => ours.contents.emit('render-process-gone')],
    ['closed', (ours: ReturnType<typeof page>) => ours.contents.end()],
  ])('a page that was %s takes its streams with it', async (_how, go) => {
    const { asked, listeners, state } = setUp();
    const ours = page();
    ours.send(channels.open, ask);
    ours.send(channels.open, { kind: 'feeds', id: 8, name: 'state' });
    go(ours);
    const count = ours.received().length;
    expect([asked[0]?.context.signal.aborted, listeners.size]).toEqual([true, 0]);
    listeners.forEach((listener) => listener(state));
    asked[0]?.finish();
    await settled();
    expect(ours.received()).toHaveLength(count);
  });

  test('moving within the page, or in a frame, ends nothing', () => {
    const { asked } = setUp();
    const ours = page();
    ours.send(channels.open, ask);
    reload(ours, { isMainFrame: true, isSameDocument: true });
    reload(ours, { isMainFrame: false, isSameDocument: false });
    expect(asked[0]?.context.signal.aborted).toBe(false);
  });

  test('a page that was reloaded may use the same ids again', () => {
    const { asked } = setUp();
    const ours = page();
    ours.send(channels.open, ask);
    reload(ours, { isMainFrame: true, isSameDocument: false });
    ours.send(channels.open, ask);
    emitText(asked[0]?.context, 'old');
    emitText(asked[1]?.context, 'new');
    expect(ours.received()).toEqual([{ id: 7, event: { type: 'text', text: 'new' } }]);
  });
});

function reload(ours: ReturnType<typeof page>, details: object): void {
  ours.contents.emit('did-start-navigation', details);
}

describe('feeds', () => {
  test('what is, then every change, until it is closed', async () => {
    const { listeners, state } = setUp();
    const ours = page();
    ours.send(channels.open, { kind: 'feeds', id: 1, name: 'state' });
    await settled();
    listeners.forEach((listener) => listener({ ...state, revision: 2 }));
    ours.send(channels.close, 1);
    expect(listeners.size).toBe(0);
    expect(ours.received()).toMatchObject([
      { id: 1, event: { revision: 1 } },
      { id: 1, event: { revision: 2 } },
    ]);
  });

  test('stopping ends every stream and answers nothing any more', async () => {
    const { listeners, asked, stop } = setUp();
    const ours = page();
    ours.send(channels.open, ask);
    ours.send(channels.open, { kind: 'feeds', id: 1, name: 'state' });
    stop();
    expect([asked[0]?.context.signal.aborted, listeners.size]).toEqual([true, 0]);
    await expect(ours.call('getState', {})).rejects.toThrow('No handler');
  });
});

import { beforeEach, expect, test, vi } from 'vitest';
import { createPutBackOffer } from '../../main/desktop/put-back.ts';
import type { WindowMemory } from '../../main/desktop/window-memory.ts';
import { createAskedQuit } from '../../main/desktop/quit.ts';
import type { ExportEntry, UndoReport } from '../../shared/exports.ts';
import { message } from '../../shared/i18n/index.ts';
import { record, resetStandIn, system } from './electron-stand-in.ts';

vi.mock('electron', () => import('./electron-stand-in.ts'));
beforeEach(resetStandIn);

const entry = (path: string): ExportEntry => ({
  id: path,
  path,
  writtenAt: 0,
  for: '0.6',
  state: 'as-written',
  freshness: 'current',
  changes: [],
  reason: null,
});

function setUp(paths: string[], report: UndoReport = { undone: [], kept: [] }) {
  const files = { paths };
  const undone: unknown[] = [];
  let memory: WindowMemory = { bounds: null, isMaximized: false, wasTold: false, keptExports: [] };
  const offer = createPutBackOffer({
    calls: {
      listExports: () => Promise.resolve({ exports: files.paths.map(entry), automatic: [] }),
      undoExport: (input) => {
        undone.push(input);
        return Promise.resolve(report);
      },
    },
    locale: () => 'en',
    memory: { get: () => memory, update: (patch) => void (memory = { ...memory, ...patch }) },
  });
  return { offer, undone, files };
}

test('with nothing written nothing is asked', async () => {
  expect(await setUp([]).offer()).toBe(true);
  expect(record.boxes).toEqual([]);
});

test('put back and quit gives all files back; the box names them', async () => {
  const { offer, undone } = setUp(['/db/.env', '/db/configs/modeltray.toml']);
  expect(await offer()).toBe(true);
  expect(undone).toEqual([{ all: true, force: false }]);
  expect(record.boxes).toHaveLength(1);
  expect(record.boxes[0]).toMatchObject({
    buttons: ['Put Back and Quit', 'Keep and Quit', 'Cancel'],
    cancelId: 2,
  });
  expect(record.boxes[0]?.detail).toContain('/db/.env\n/db/configs/modeltray.toml');
});

test('cancel stays, and asks again the next time', async () => {
  const { offer, undone } = setUp(['/db/.env']);
  system.boxAnswers = [2, 2];
  expect(await offer()).toBe(false);
  expect(await offer()).toBe(false);
  expect([record.boxes.length, undone]).toEqual([2, []]);
});

test('who keeps the files is not asked about the same ones again, but about others', async () => {
  const { offer, undone, files } = setUp(['/db/b.toml', '/db/.env']);
  system.boxAnswers = [1, 2];
  expect(await offer()).toBe(true);
  files.paths = ['/db/.env', '/db/b.toml'];
  expect(await offer()).toBe(true);
  expect(record.boxes).toHaveLength(1);
  files.paths = ['/db/.env'];
  expect(await offer()).toBe(false);
  expect([record.boxes.length, undone]).toEqual([2, []]);
});

test('what could not be given back is said with its reason before the app is gone', async () => {
  const reason = message('error.file_changed.undo', { path: '/db/.env' });
  const { offer } = setUp(['/db/.env'], { undone: [], kept: [{ path: '/db/.env', reason }] });
  system.boxAnswers = [0, 1];
  expect(await offer()).toBe(false);
  expect(record.boxes[1]).toMatchObject({ type: 'warning', buttons: ['Keep and Quit', 'Cancel'] });
  expect(record.boxes[1]?.detail).toContain('was changed by somebody else');
});

const settled = () => new Promise((resolve) => setImmediate(resolve));

test('the quit waits for the answer; asked for again meanwhile, it no longer does', async () => {
  const happened: string[] = [];
  let answer = (_isSure: boolean): void => undefined;
  const quit = createAskedQuit({
    ask: () => {
      happened.push('asked');
      return new Promise((resolve) => (answer = resolve));
    },
    quit: () => happened.push('quit'),
    onError: (error) => happened.push(String(error)),
  });
  quit();
  answer(false);
  await settled();
  expect(happened).toEqual(['asked']);
  quit();
  quit();
  answer(true);
  await settled();
  expect(happened).toEqual(['asked', 'asked', 'quit']);
  quit();
  expect(happened).toEqual(['asked', 'asked', 'quit', 'quit']);
});

test('a question that fails keeps nobody in', async () => {
  const happened: string[] = [];
  const quit = createAskedQuit({
    ask: () => Promise.reject(new Error('stuck')),
    quit: () => happened.push('quit'),
    onError: (error) => happened.push(String(error)),
  });
  quit();
  await settled();
  expect(happened).toEqual(['Error: stuck', 'quit']);
});

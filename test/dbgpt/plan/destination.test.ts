import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findDestination } from '../../../main/dbgpt/plan/destination.ts';
import type { PlaceAsked } from '../../../main/dbgpt/plan/destination.ts';
import type { ExportTarget } from '../../../shared/exports.ts';
import { folderWith, version06, version07, version08 } from '../plan-helpers.ts';

const find = async (target: ExportTarget, place: Partial<PlaceAsked>, home = '/home/me') => {
  const asked = { target, variant: null, folder: null, file: null, ...place };
  return findDestination(asked, { home, dbgptHome: undefined });
};
const stock = { 'configs/dbgpt-proxy-openai.toml': '' };

test('a folder of each version gets its file where DB-GPT looks for it', async () => {
  const old = await folderWith(version06);
  expect(await find('0.6', { folder: old })).toMatchObject({
    path: join(old, '.env'),
    place: { path: '.env', isProfile: false },
    look: { version: '0.6.3' },
  });
  const newer = await folderWith({ ...version07, ...stock });
  expect(await find('0.7', { folder: newer })).toMatchObject({
    path: join(newer, 'configs/modeltray.toml'),
    place: { path: 'configs/modeltray.toml' },
    mayMakeFolder: false,
  });
  expect(await find('stock-env', { folder: newer })).toMatchObject({ path: join(newer, 'modeltray.env.sh') });
  expect(await find('stock-env', { folder: newer, variant: 'docker' })).toMatchObject({
    path: join(newer, 'modeltray.env'),
  });
  const newest = await folderWith({ ...version08, ...stock });
  const profile = { path: '/home/me/.dbgpt/configs/modeltray.toml', mayMakeFolder: true };
  expect(await find('0.8', { folder: newest })).toMatchObject({ ...profile, place: { isProfile: true } });
  expect(await find('0.8', {})).toMatchObject({ ...profile, look: null });
  expect(await find('0.7', { folder: newest })).toMatchObject({ place: { isProfile: false } });
});

test('for a container the file is one to mount, not a profile of this user', async () => {
  const folder = await folderWith({ ...version08, ...stock });
  expect(await find('0.8', { folder, variant: 'docker' })).toMatchObject({
    path: join(folder, 'configs/modeltray.toml'),
    place: { path: 'configs/modeltray.toml', isProfile: false },
  });
});

test('DB-GPT’s own configuration folder takes the profile itself; another folder gets the file as it is', async () => {
  const home = await folderWith({ '.dbgpt/configs/openai.toml': '' });
  const own = join(home, '.dbgpt');
  expect(await find('0.8', { folder: own }, home)).toMatchObject({
    path: join(own, 'configs/modeltray.toml'),
    place: { isProfile: true },
  });
  const plain = await folderWith();
  expect(await find('0.8', { folder: plain })).toMatchObject({
    path: join(plain, 'modeltray.toml'),
    look: null,
    place: { isProfile: false },
  });
});

test('a file keeps its name, and its DB-GPT is found above it', async () => {
  const folder = await folderWith({ ...version07, 'configs/mine.toml': '' });
  const file = join(folder, 'configs/mine.toml');
  expect(await find('0.7', { file })).toMatchObject({
    path: file,
    look: { folder, version: '0.7.3' },
    place: { path: 'configs/mine.toml' },
  });
});

test('a profile by its own path may have its folder made; one of another name is started by its path', async () => {
  const file = '/home/me/.dbgpt/configs/modeltray.toml';
  expect(await find('0.8', { file })).toMatchObject({ mayMakeFolder: true, place: { isProfile: true } });
  const other = '/home/me/.dbgpt/configs/mine.toml';
  expect(await find('0.8', { file: other })).toMatchObject({ place: { path: other, isProfile: false } });
});

test('~ is the home folder', async () => {
  const home = await folderWith();
  await mkdir(join(home, 'DB-GPT'));
  expect(await find('0.6', { folder: '~/DB-GPT' }, home)).toMatchObject({ path: join(home, 'DB-GPT/.env') });
});

test.each<[ExportTarget, object, string]>([
  ['0.7', version06, 'error.wrong_version.old'],
  ['0.8', version06, 'error.wrong_version.old'],
  ['stock-env', version06, 'error.wrong_version.old'],
  ['0.6', version07, 'error.wrong_version.new'],
  ['0.6', version08, 'error.wrong_version.new'],
  ['0.8', version07, 'error.wrong_version.noProfiles'],
  ['0.6', { 'configs/dbgpt-proxy-openai.toml': '' }, 'error.wrong_version.new'],
  ['0.7', { '.env.template': '' }, 'error.wrong_version.old'],
])('%s into %j is refused with the reason', async (target, files, key) => {
  const folder = await folderWith(files as Record<string, string>);
  const refusal = { code: 'wrong_version', userMessage: { key } };
  await expect(find(target, { folder })).rejects.toMatchObject(refusal);
  const file = join(folder, target === '0.6' || target === 'stock-env' ? 'x.env' : 'x.toml');
  await expect(find(target, { file })).rejects.toMatchObject(refusal);
});

test.each<[ExportTarget, Partial<PlaceAsked>, string]>([
  ['0.6', {}, 'bad_input'],
  ['0.7', {}, 'bad_input'],
  ['0.8', { variant: 'docker' }, 'bad_input'],
  ['0.6', { folder: '/a', file: '/a/.env' }, 'bad_input'],
  ['0.6', { file: '/tmp/x.toml' }, 'bad_input'],
  ['0.7', { file: '/tmp/.env' }, 'bad_input'],
  ['stock-env', { file: '/tmp/x.toml' }, 'bad_input'],
  ['0.6', { folder: 'relative' }, 'bad_input'],
  ['0.6', { folder: '/nowhere/at/all' }, 'folder_not_found'],
  ['0.6', { file: '/nowhere/at/all/.env' }, 'folder_not_found'],
])('%s at %j: %s', async (target, place, code) => {
  await expect(find(target, place)).rejects.toMatchObject({ code });
});

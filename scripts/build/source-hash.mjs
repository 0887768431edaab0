import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join, sep } from 'node:path';

/** What decides the build's result: folders whole, and single files. */
export const sourceFolders = ['main', 'renderer', 'shared', 'scripts/build', 'build/icons'];
export const sourceFiles = ['package.json', 'package-lock.json', 'tsconfig.base.json', 'tsconfig.web.json'];

/**
 * One hash over the names and the contents of everything that is built.
 * @param {string} root
 * @returns {Promise<string>}
 */
export async function hashSources(root) {
  const folders = await Promise.all(sourceFolders.map((folder) => listFiles(root, folder)));
  const paths = [...folders.flat(), ...sourceFiles].sort();
  const contents = await Promise.all(paths.map((path) => readIfThere(join(root, path))));
  const hash = createHash('sha256');
  paths.forEach((path, index) => {
    const content = contents[index];
    if (content === undefined || content === null) return;
    hash.update(`${path}\0${content.length}\0`).update(content);
  });
  return hash.digest('hex');
}

/** @param {string} root @param {string} folder */
async function listFiles(root, folder) {
  const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.md'))
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(root.length + 1)
        .split(sep)
        .join('/'),
    );
}

/** @param {string} path */
async function readIfThere(path) {
  return readFile(path).catch(() => null);
}

#!/usr/bin/env node
/** `modeltray <command>`: builds first where this is a clone, and says so on stderr. */
import { existsSync } from 'node:fs';

const script = new URL('../scripts/build.mjs', import.meta.url);
const program = new URL('../out/main/headless.mjs', import.meta.url);

async function run() {
  if (existsSync(script)) {
    const { ensureBuilt } = await import(script.href);
    await ensureBuilt({ log: (/** @type {string} */ line) => console.error(line) });
  }
  const { main } = await import(program.href);
  return main(process.argv.slice(2));
}

try {
  process.exitCode = await run();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

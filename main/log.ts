/**
 * The log on disk: `<data folder>/logs/modeltray.log`, one JSON object per line. No key, token or body may reach it;
 * fields whose names say that they hold one are masked here as the last line of defence.
 */
import { mkdirSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import pino from 'pino';
import type { LogLevel } from '../shared/preferences.ts';
import type { Log, LogFields } from '../shared/ports.ts';

const maxBytes = 5 * 1024 * 1024;
const maxDepth = 5;
const secretWord = /^(.*[-_])?(key|apikey|token|secret|password|authorization|cookie|set-cookie)$/i;
const secretEnding = /[a-z](Key|Token|Secret|Password)$/;
const mask = '***';

export interface FileLog extends Log {
  readonly path: string;
  /** Writes what is still waiting. What is logged after that is dropped. */
  close(): Promise<void>;
}

/** Creates the folder, and moves a log of more than 5 MB to `modeltray.log.1`. Throws where it can't be written. */
export function createFileLog(dataDir: string, level: LogLevel = 'info'): FileLog {
  const folder = join(dataDir, 'logs');
  const path = join(folder, 'modeltray.log');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  rotate(path);
  const destination = pino.destination({ fd: openSync(path, 'a', 0o600), sync: false });
  // A disk that is full must not end the program; without a listener it would.
  destination.on('error', () => undefined);
  const logger = pino(
    { level, base: { pid: process.pid }, timestamp: pino.stdTimeFunctions.isoTime },
    destination,
  );
  let closing: Promise<void> | null = null;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      destination.once('close', () => resolve());
      destination.once('error', () => resolve());
      destination.end();
    });
  // A closed destination throws, and what logs last is an error handler, which must not throw.
  const write = (level: pino.Level, message: string, fields?: LogFields): void => {
    if (closing === null) logger[level](cleanFields(fields), message);
  };
  return {
    path,
    debug: (message, fields) => write('debug', message, fields),
    info: (message, fields) => write('info', message, fields),
    warn: (message, fields) => write('warn', message, fields),
    error: (message, fields) => write('error', message, fields),
    setLevel(wanted) {
      logger.level = wanted;
    },
    close: () => (closing ??= close()),
  };
}

function rotate(path: string): void {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size <= maxBytes) return;
  rmSync(`${path}.1`, { force: true });
  renameSync(path, `${path}.1`);
}

/** `fields` as plain data: secrets masked, errors with message, stack and cause. */
export function cleanFields(fields: LogFields = {}): Record<string, unknown> {
  return cleanObject(fields, 0);
}

function cleanObject(value: object, depth: number): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [
      name,
      isSecret(name) && isTelling(field) ? mask : clean(field, depth + 1),
    ]),
  );
}

function isSecret(name: string): boolean {
  return secretWord.test(name) || secretEnding.test(name);
}

/** A flag or a count tells nothing of the secret itself. */
function isTelling(field: unknown): boolean {
  return typeof field === 'string' || typeof field === 'object';
}

function clean(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (depth > maxDepth) return '…';
  if (value instanceof Error) return cleanError(value, depth);
  return Array.isArray(value) ? value.map((each) => clean(each, depth + 1)) : cleanObject(value, depth);
}

function cleanError(error: Error, depth: number): Record<string, unknown> {
  const { name, message, stack, cause } = error;
  const code = 'code' in error ? { code: clean(error.code, depth + 1) } : {};
  return {
    name,
    message,
    ...code,
    stack,
    ...(cause === undefined ? {} : { cause: clean(cause, depth + 1) }),
  };
}

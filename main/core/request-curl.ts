/** The command that sends a request again: its body where it was kept whole, else the shortest one that asks the same. */
import { quoted } from '../dbgpt/targets/stock-env.ts';
import type { RequestRecord } from '../state/request-record.ts';

export interface RequestCurlOptions {
  record: RequestRecord;
  shell: 'posix' | 'powershell';
  /** `http://127.0.0.1:9999/v1` */
  baseUrl: string;
  key: string;
}

export function requestCurl(options: RequestCurlOptions): { text: string; hasBody: boolean } {
  const { record, shell, baseUrl, key } = options;
  const kept = record.bodies?.request ?? null;
  const hasBody = kept !== null && !kept.isCut;
  const command = {
    url: urlOf(record, baseUrl),
    isStream: record.row.isStream,
    key,
    body: hasBody ? kept.text : JSON.stringify(shortBody(record)),
  };
  return { text: shell === 'posix' ? posix(command) : powershell(command), hasBody };
}

interface Command {
  url: string;
  isStream: boolean;
  key: string;
  body: string;
}

function posix({ url, isStream, key, body }: Command): string {
  const headers = `-H 'Content-Type: application/json' -H ${quoted(`Authorization: Bearer ${key}`)}`;
  return `curl ${isStream ? '-N ' : ''}${quoted(url)} ${headers} --data-binary ${quoted(body)}`;
}

/**
 * Through standard input: Windows PowerShell 5.1 drops double quotes from arguments of other programs, and writes no
 * character beyond ASCII to them, which JSON can do without. `curl.exe`, because its `curl` is another command.
 */
function powershell({ url, isStream, key, body }: Command): string {
  const verbatim = (text: string): string => `'${text.replace(/['‘’‚‛]/g, '$&$&')}'`;
  const argument = (text: string): string => verbatim(text.replaceAll('"', '\\"'));
  const headers = `-H 'Content-Type: application/json' -H ${argument(`Authorization: Bearer ${key}`)}`;
  const send = `curl.exe ${isStream ? '-N ' : ''}${argument(url)} ${headers} --data-binary '@-'`;
  return `${verbatim(asciiJson(body))} | ${send}`;
}

/** Beyond ASCII, JSON has characters in its strings only, where an escape means the same. */
function asciiJson(text: string): string {
  return text.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function urlOf({ row, scope }: RequestRecord, baseUrl: string): string {
  const root = baseUrl.replace(/\/v1$/, '');
  return `${root}${scope === null ? '' : `/r/${encodeURIComponent(scope)}`}${row.path}`;
}

/** As little as its path needs. */
function shortBody({ row }: RequestRecord): Record<string, unknown> {
  const model = row.requestedModel ?? 'active';
  const stream = row.isStream ? { stream: true } : {};
  switch (row.path) {
    case '/v1/chat/completions':
      return { model, messages: [{ role: 'user', content: 'hello' }], ...stream };
    case '/v1/completions':
      return { model, prompt: 'hello', ...stream };
    case '/v1/embeddings':
      return { model, input: 'hello' };
    case '/v1/rerank':
      return { model, query: 'hello', documents: ['hello'] };
    default:
      return { model, ...stream };
  }
}

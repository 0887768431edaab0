/**
 * The wire of the control connection. This is the one place outside the net room that opens an outgoing connection,
 * because it goes to ourselves: to 127.0.0.1 alone, at the port that `instance.json` names, which only this user can
 * read. Nothing else may be asked from here.
 */
import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { Instance } from '../../shared/instance.ts';

const maxAnswerBytes = 16 * 1024 * 1024;

export interface ControlRequest {
  /** `/api/call/getState` */
  path: string;
  input: unknown;
  /** Aborted: the connection is closed and the request rejects. */
  signal: AbortSignal;
}

/** Null for an address that no core of ours writes. */
export function controlPort({ control }: Instance): number | null {
  const port = /^http:\/\/127\.0\.0\.1:(\d{1,5})$/.exec(control)?.[1];
  return port === undefined ? null : Number(port);
}

/** The answer's one JSON value, whatever its status. Rejects where none came. */
export async function askControl(instance: Instance, asked: ControlRequest): Promise<unknown> {
  return readJson(await open(instance, asked));
}

/**
 * The values of an answer in lines (`application/x-ndjson`), as they come; of any other answer its one value. Throws
 * where the connection breaks before the end.
 */
export async function* streamControl(
  instance: Instance,
  asked: ControlRequest,
): AsyncGenerator<unknown, void> {
  const res = await open(instance, asked);
  if (res.headers['content-type']?.startsWith('application/x-ndjson') === true) yield* readLines(res);
  else yield await readJson(res);
}

function open(instance: Instance, { path, input, signal }: ControlRequest): Promise<IncomingMessage> {
  const body = JSON.stringify(input);
  return new Promise((resolve, reject) => {
    const req = request(
      {
        host: '127.0.0.1',
        port: controlPort(instance),
        method: 'POST',
        path,
        agent: false,
        signal,
        headers: {
          authorization: `Bearer ${instance.token}`,
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
        },
      },
      resolve,
    );
    req.on('error', reject);
    req.end(body);
  });
}

async function readJson(res: IncomingMessage): Promise<unknown> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of res as AsyncIterable<Buffer>) {
    size += piece.length;
    if (size > maxAnswerBytes) throw new Error('the answer is too large');
    pieces.push(piece);
  }
  return JSON.parse(Buffer.concat(pieces).toString('utf8'));
}

/** What follows the last line break is no line yet: the sender ends each. */
async function* readLines(res: IncomingMessage): AsyncGenerator<unknown, void> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const piece of res as AsyncIterable<Buffer>) {
    const lines = (rest + decoder.decode(piece, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > maxAnswerBytes) throw new Error('the answer is too large');
    for (const line of lines) if (line !== '') yield JSON.parse(line);
  }
}

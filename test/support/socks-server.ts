/**
 * A real SOCKS server for tests: version 5 (RFC 1928) with a login (RFC 1929), and 4a. It leads every request to one port
 * of this machine, whatever was asked for, and can fail on command.
 */
import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { createCounters } from './counters.ts';
import type { Awaitable } from './counters.ts';

/**
 * `no-method`: takes no way of logging in. `hang`: takes the connection and says nothing. `hang-at-request`: greets, and
 * then says nothing. `close`: hangs up on the greeting. `close-at-request`: greets, and hangs up. `garbage`: answers as an
 * HTTP server. `bad-address`: grants, with a kind of address that does not exist. `reply`: that code of RFC 1928, 6.
 */
export type SocksFault =
  | 'no-method'
  | 'hang'
  | 'hang-at-request'
  | 'close'
  | 'close-at-request'
  | 'garbage'
  | 'bad-address'
  | { reply: number };

export interface SocksServerOptions {
  /** Where every connection leads to. */
  target: number;
  fault?: SocksFault;
  /** Must come; none is asked for where left out. */
  login?: { user: string; password: string };
  /** How the address in the granting answer is written. */
  bound?: 'ipv4' | 'ipv6' | 'name';
  /** Every answer comes one byte at a time. */
  inPieces?: boolean;
}

export type SocksCounter = 'connections' | 'closed' | 'granted';

export interface SocksServer {
  port: number;
  /** `127.0.0.1:PORT` */
  address: string;
  /** What was asked for, `name cloud.example:443`, with the login that came: `… as me:secret`. */
  asked: string[];
  /** What clients sent through it, as one sees it on the way. */
  relayed(): string;
  counters: Awaitable<SocksCounter>;
  close(): Promise<void>;
}

interface Request {
  /** How the host was written: an address would mean that its name was looked up before. */
  wrote: 'name' | 'ipv4' | 'ipv6';
  host: string;
  port: number;
}

export async function startSocksServer(options: SocksServerOptions): Promise<SocksServer> {
  const counters = createCounters<SocksCounter>(['connections', 'closed', 'granted']);
  const asked: string[] = [];
  const relayed: Buffer[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    counters.add('connections');
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => counters.add('closed'));
    serve(socket, options, { asked, relayed, sockets, granted: () => counters.add('granted') }).catch(() =>
      socket.destroy(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    address: `127.0.0.1:${port}`,
    asked,
    relayed: () => Buffer.concat(relayed).toString('latin1'),
    counters,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => void server.close(() => resolve()));
    },
  };
}

interface Desk {
  asked: string[];
  relayed: Buffer[];
  sockets: Set<Socket>;
  granted(): void;
}

async function serve(socket: Socket, options: SocksServerOptions, desk: Desk): Promise<void> {
  const { fault } = options;
  const say = speaker(socket, options.inPieces ?? false);
  const read = reader(socket);
  const [version = 0] = await read(1);
  if (fault === 'hang') return;
  if (fault === 'close') return void socket.destroy();
  if (fault === 'garbage') return say(Buffer.from('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n'));
  const user = version === 5 ? await greet(read, say, options) : '';
  if (user === null) return;
  if (fault === 'close-at-request') return void socket.destroy();
  const request = version === 5 ? await readFive(read) : await readFour(read);
  const as = version === 5 ? user : request.user;
  desk.asked.push(`${request.wrote} ${request.host}:${request.port}${as === '' ? '' : ` as ${as}`}`);
  if (fault === 'hang-at-request') return;
  const code = typeof fault === 'object' ? fault.reply : 0;
  if (code !== 0) return say(version === 5 ? five(code, 'ipv4') : four(code));
  const target = await lead(socket, options.target, desk);
  desk.granted();
  if (fault === 'bad-address') return say(Buffer.from([5, 0, 0, 9, 0, 0, 0, 0, 0, 0]));
  await say(version === 5 ? five(0, options.bound ?? 'ipv4') : four(0x5a));
  target.write(read.rest());
  socket.on('data', (bytes: Buffer) => desk.relayed.push(bytes));
  target.pipe(socket).pipe(target);
}

type Read = ((count: number) => Promise<Buffer>) & { rest(): Buffer };
type Say = (bytes: Buffer) => Promise<void>;

/** The login that came, '' for none, null where the client was refused. */
async function greet(read: Read, say: Say, { login, fault }: SocksServerOptions): Promise<string | null> {
  const [count = 0] = await read(1);
  const methods = await read(count);
  const method = login === undefined ? 0 : 2;
  if (fault === 'no-method' || !methods.includes(method)) {
    await say(Buffer.from([5, 0xff]));
    return null;
  }
  await say(Buffer.from([5, method]));
  if (login === undefined) return '';
  const [, userLength = 0] = await read(2);
  const user = (await read(userLength)).toString();
  const [passwordLength = 0] = await read(1);
  const password = (await read(passwordLength)).toString();
  const isRight = user === login.user && password === login.password;
  await say(Buffer.from([1, isRight ? 0 : 1]));
  return isRight ? `${user}:${password}` : null;
}

async function readFive(read: Read): Promise<Request & { user: string }> {
  const [, , , kind = 0] = await read(4);
  const host = await readHost(read, kind);
  const port = (await read(2)).readUInt16BE();
  return { ...host, port, user: '' };
}

async function readHost(read: Read, kind: number): Promise<Pick<Request, 'wrote' | 'host'>> {
  if (kind === 1) return { wrote: 'ipv4', host: (await read(4)).join('.') };
  if (kind === 4) return { wrote: 'ipv6', host: (await read(16)).toString('hex') };
  const [length = 0] = await read(1);
  return { wrote: 'name', host: (await read(length)).toString() };
}

/** Version 4 with 4a: an address of 0.0.0.x means that the name follows. */
async function readFour(read: Read): Promise<Request & { user: string }> {
  await read(1);
  const port = (await read(2)).readUInt16BE();
  const address = await read(4);
  const user = await readText(read);
  const isName = address.subarray(0, 3).every((byte) => byte === 0) && address[3] !== 0;
  return isName
    ? { wrote: 'name', host: await readText(read), port, user }
    : { wrote: 'ipv4', host: address.join('.'), port, user };
}

async function readText(read: Read): Promise<string> {
  const bytes: number[] = [];
  for (let [byte = 0] = await read(1); byte !== 0; [byte = 0] = await read(1)) bytes.push(byte);
  return Buffer.from(bytes).toString();
}

const bounds = {
  ipv4: [1, 127, 0, 0, 1, 0, 80],
  ipv6: [4, ...Array.from({ length: 16 }, () => 0), 0, 80],
  name: [3, 4, ...Buffer.from('exit'), 0, 80],
} as const;

function five(code: number, bound: keyof typeof bounds): Buffer {
  return Buffer.from([5, code, 0, ...bounds[bound]]);
}

function four(code: number): Buffer {
  return Buffer.from([0, code, 0, 80, 127, 0, 0, 1]);
}

function lead(socket: Socket, port: number, desk: Desk): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const target = connect(port, '127.0.0.1', () => resolve(target));
    desk.sockets.add(target);
    target.once('error', reject);
    target.on('error', () => socket.destroy());
    socket.once('close', () => target.destroy());
  });
}

function speaker(socket: Socket, inPieces: boolean): Say {
  const write = (bytes: Buffer): Promise<void> =>
    new Promise((resolve) => socket.write(bytes, () => resolve()));
  return async (bytes) => {
    if (!inPieces) return write(bytes);
    for (const byte of bytes) await write(Buffer.from([byte]));
  };
}

/** Waits for so many bytes; rejects where the client is gone before. */
function reader(socket: Socket): Read {
  let kept = Buffer.alloc(0);
  let wake = (): void => undefined;
  let isOver = false;
  const take = (bytes: Buffer): void => {
    kept = Buffer.concat([kept, bytes]);
    wake();
  };
  socket.on('data', take);
  socket.once('close', () => {
    isOver = true;
    wake();
  });
  const read = async (count: number): Promise<Buffer> => {
    while (kept.length < count) {
      if (isOver) throw new Error('the client is gone');
      await new Promise<void>((resolve) => (wake = resolve));
    }
    const bytes = kept.subarray(0, count);
    kept = kept.subarray(count);
    return bytes;
  };
  return Object.assign(read, {
    rest() {
      socket.off('data', take);
      return kept;
    },
  });
}

/**
 * Through a SOCKS proxy: version 5 (RFC 1928, login by RFC 1929) or 4a. The server's name is handed over as it is. The
 * socket is opened here, so that it ends with its time and is looked at before the proxy hears anything.
 */
import { once } from 'node:events';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { SocksClient } from 'socks';
import { toError } from '../../shared/errors.ts';
import type { ProxyProblem } from '../../shared/proxy-trouble.ts';
import { guardOpening } from './guard-opening.ts';
import { ProxyFailedError, SelfLoopError } from './net-errors.ts';
import { refuseOwn } from './own-address.ts';
import type { ProxyAddress } from './proxy-address.ts';
import type { TunnelTarget } from './tunnel.ts';

/** RFC 1929 gives each a length of one byte. */
const longestLogin = 255;

/** Rejects with ProxyFailedError or SelfLoopError; nothing stays open then. */
export async function openSocksTunnel(proxy: ProxyAddress, target: TunnelTarget): Promise<Socket> {
  const fail = (problem: ProxyProblem, detail: string): Error =>
    new ProxyFailedError({ proxy: proxy.shown, problem }, detail);
  if ([proxy.user, proxy.password].some((text) => Buffer.byteLength(text) > longestLogin)) {
    throw fail('login', `user or password is longer than ${longestLogin} bytes`);
  }
  const socket = connect({ ...keptOpen, host: proxy.host, port: proxy.port });
  // The library lets go of the socket before its last error came, and an error that nobody hears ends the process.
  socket.on('error', () => undefined);
  const guard = guardOpening(socket, target);
  let isConnected = false;
  try {
    await once(socket, 'connect');
    isConnected = true;
    const own = refuseOwn(socket.remoteAddress ?? '', proxy.port, target.ownPorts);
    if (own !== null) throw own;
    await shakeHands(socket, proxy, target);
    return socket;
  } catch (thrown) {
    socket.destroy();
    if (thrown instanceof SelfLoopError) throw thrown;
    if (guard.isLate()) throw fail('silent', 'it did not answer in time');
    // The words alone: the library's error carries the login.
    const { message } = toError(thrown);
    throw fail(isConnected ? problemIn(message) : 'down', message);
  } finally {
    guard.release();
  }
}

/** As undici opens its own. */
const keptOpen = { noDelay: true, keepAlive: true, keepAliveInitialDelay: 60_000 } as const;

async function shakeHands(socket: Socket, proxy: ProxyAddress, target: TunnelTarget): Promise<void> {
  const isFive = proxy.kind === 'socks5';
  const { remoteHost } = await SocksClient.createConnection({
    command: 'connect',
    destination: { host: target.host.replace(/^\[|\]$/g, ''), port: target.port },
    proxy: {
      host: proxy.host,
      port: proxy.port,
      type: isFive ? 5 : 4,
      userId: proxy.user,
      password: proxy.password,
    },
    timeout: target.timeoutMs,
    existing_socket: socket,
  });
  // An answer whose kind of address does not exist passes for one in socks 2.8.
  if (isFive && remoteHost === undefined) throw new Error('an answer that is none');
}

/** RFC 1928, 6, and SOCKS 4's own; `undefined` stands for a code that does not exist. socks 2.8 has them in its words only. */
const replies: Readonly<Record<string, ProxyProblem>> = {
  Failure: 'beyond',
  NotAllowed: 'forbidden',
  NetworkUnreachable: 'beyond',
  HostUnreachable: 'beyond',
  ConnectionRefused: 'beyond',
  TTLExpired: 'beyond',
  CommandNotSupported: 'forbidden',
  AddressNotSupported: 'forbidden',
  Failed: 'beyond',
  Rejected: 'login',
  RejectedIdent: 'login',
};

function problemIn(words: string): ProxyProblem {
  const [, reply] = /proxy rejected connection - \(?(\w+)\)?/i.exec(words) ?? [];
  if (reply !== undefined) return replies[reply] ?? 'not-a-proxy';
  return /authentication failed|no accepted authentication/i.test(words) ? 'login' : 'not-a-proxy';
}

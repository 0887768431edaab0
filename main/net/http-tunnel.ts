/** Through an HTTP proxy, by CONNECT (RFC 9110, 9.3.6). */
import { request as requestHttp } from 'node:http';
import type { ClientRequest } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { Socket } from 'node:net';
import type { ProxyProblem } from '../../shared/proxy-trouble.ts';
import { guardOpening } from './guard-opening.ts';
import { ProxyFailedError, SelfLoopError } from './net-errors.ts';
import { refuseOwn } from './own-address.ts';
import type { ProxyAddress } from './proxy-address.ts';
import type { TunnelTarget } from './tunnel.ts';

/** Rejects with ProxyFailedError or SelfLoopError; nothing stays open then. */
export function openHttpTunnel(proxy: ProxyAddress, target: TunnelTarget): Promise<Socket> {
  const opening = openRequest(proxy, `${target.host}:${target.port}`);
  const guard = guardOpening(opening, target);
  let isConnected = false;
  return new Promise<Socket>((resolve, reject) => {
    const fail = (problem: ProxyProblem, detail: string): void =>
      reject(new ProxyFailedError({ proxy: proxy.shown, problem }, detail));
    opening.on('socket', (socket) => {
      socket.once('connect', () => {
        isConnected = true;
        const own = refuseOwn(socket.remoteAddress ?? '', proxy.port, target.ownPorts);
        if (own !== null) opening.destroy(own);
      });
    });
    opening.on('connect', ({ statusCode = 0 }, socket, head) => {
      const problem = problemOfStatus(statusCode, head.length);
      if (problem === null) {
        resolve(socket);
        return;
      }
      socket.destroy();
      fail(problem, `it answered ${statusCode}`);
    });
    opening.on('error', (error) => {
      if (error instanceof SelfLoopError) reject(error);
      else if (guard.isLate()) fail('silent', 'it did not answer in time');
      else fail(isConnected ? 'not-a-proxy' : 'down', error.message);
    });
    opening.end();
  }).finally(() => guard.release());
}

/** What proxies answer; a web server that is asked for a tunnel says 400, 404, 405 or 501. */
const answers: Readonly<Record<number, ProxyProblem>> = {
  403: 'forbidden',
  407: 'login',
  451: 'forbidden',
  500: 'beyond',
  502: 'beyond',
  503: 'beyond',
  504: 'beyond',
};

/** Any 2xx opens the tunnel. `early`: bytes that came before anybody was asked. */
function problemOfStatus(status: number, early: number): ProxyProblem | null {
  if (status >= 200 && status < 300) return early === 0 ? null : 'not-a-proxy';
  return answers[status] ?? 'not-a-proxy';
}

function openRequest(proxy: ProxyAddress, target: string): ClientRequest {
  const login = `${proxy.user}:${proxy.password}`;
  const send = proxy.kind === 'https' ? requestHttps : requestHttp;
  return send({
    host: proxy.host,
    port: proxy.port,
    method: 'CONNECT',
    path: target,
    headers: {
      host: target,
      ...(login === ':' ? {} : { 'proxy-authorization': `Basic ${Buffer.from(login).toString('base64')}` }),
    },
    agent: false,
  });
}

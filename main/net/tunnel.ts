/**
 * A connection to a cloud server through an HTTP proxy, by CONNECT (RFC 9110, 9.3.6): what is said to the server goes
 * encrypted through it. Servers of this machine and of the network are never reached this way.
 */
import { request as requestHttp } from 'node:http';
import type { ClientRequest } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { Socket } from 'node:net';
import { ProxyFailedError } from './net-errors.ts';

export interface TunnelTarget {
  /** `http://127.0.0.1:7890`, with `user:password@` where it wants them. */
  proxy: string;
  /** An IPv6 address in brackets. */
  host: string;
  port: number;
  timeoutMs: number;
}

/** @throws ProxyFailedError where the proxy is no HTTP proxy, cannot be reached, or refuses */
export function openTunnel({ proxy, host, port, timeoutMs }: TunnelTarget): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const fail = (why: string): void => reject(new ProxyFailedError(shown(proxy), why));
    const url = URL.canParse(proxy) ? new URL(proxy) : null;
    if (url === null || !/^https?:$/.test(url.protocol)) {
      fail('only http and https proxies can be used');
      return;
    }
    const opening = openRequest(url, `${host}:${port}`, timeoutMs);
    opening.on('connect', ({ statusCode = 0 }, socket, head) => {
      if (statusCode === 200 && head.length === 0) resolve(socket);
      else {
        socket.destroy();
        fail(`it answered ${statusCode}`);
      }
    });
    opening.on('response', ({ statusCode = 0 }) => {
      opening.destroy();
      fail(`it answered ${statusCode}`);
    });
    opening.on('timeout', () => opening.destroy(new Error('it did not answer in time')));
    opening.on('error', (error) => fail(error.message));
    opening.end();
  });
}

function openRequest(proxy: URL, target: string, timeoutMs: number): ClientRequest {
  const login = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
  const send = proxy.protocol === 'https:' ? requestHttps : requestHttp;
  return send({
    host: proxy.hostname.replace(/^\[|\]$/g, ''),
    port: proxy.port === '' ? (proxy.protocol === 'https:' ? 443 : 80) : Number(proxy.port),
    method: 'CONNECT',
    path: target,
    headers: {
      host: target,
      ...(login === ':' ? {} : { 'proxy-authorization': `Basic ${Buffer.from(login).toString('base64')}` }),
    },
    timeout: timeoutMs,
    agent: false,
  });
}

/** Without the password that may stand in it. */
function shown(proxy: string): string {
  if (!URL.canParse(proxy)) return proxy;
  const { protocol, host } = new URL(proxy);
  return `${protocol}//${host}`;
}

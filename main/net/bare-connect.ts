/** TCP connections that carry nothing: whether somebody listens is all that is asked. */
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import type { Location } from '../../shared/location.ts';
import { locationOfAddress, locationOfHost } from '../../shared/location.ts';
import { errorCode } from './net-errors.ts';

/** `code` is the system's or one of ours; `MODELTRAY_CLOSED` where this program gave it up itself. */
export type ConnectOutcome = { isOpen: true } | { isOpen: false; code: string };

export interface BareConnect {
  host: string;
  port: number;
  timeoutMs: number;
  /** Asked of the host before connecting and of the connected address after it; an error refuses. */
  check(host: string, location: Location): Error | null;
}

export interface BareConnects {
  open(target: BareConnect): Promise<ConnectOutcome>;
  /** Destroys what is being opened; from now on nothing is opened. */
  close(): void;
}

const closed: ConnectOutcome = { isOpen: false, code: 'MODELTRAY_CLOSED' };

export function createBareConnects(): BareConnects {
  const sockets = new Set<Socket>();
  let isClosed = false;
  return {
    open(target) {
      if (isClosed) return Promise.resolve(closed);
      const refusal = target.check(target.host, locationOfHost(target.host));
      return refusal === null ? openAndClose(target, sockets) : Promise.resolve(failed(refusal));
    },
    close() {
      isClosed = true;
      for (const socket of sockets) socket.destroy();
    },
  };
}

function openAndClose(target: BareConnect, sockets: Set<Socket>): Promise<ConnectOutcome> {
  // An address in a URL has brackets around IPv6, a socket's has none.
  const socket = connect({ host: target.host.replace(/^\[|\]$/g, ''), port: target.port });
  sockets.add(socket);
  return new Promise((resolve) => {
    const end = (outcome: ConnectOutcome): void => {
      clearTimeout(timer);
      sockets.delete(socket);
      socket.destroy();
      resolve(outcome);
    };
    const timer = setTimeout(() => end({ isOpen: false, code: 'ETIMEDOUT' }), target.timeoutMs);
    socket.once('connect', () => {
      const address = socket.remoteAddress ?? '';
      const refusal = target.check(address, locationOfAddress(address));
      end(refusal === null ? { isOpen: true } : failed(refusal));
    });
    socket.on('error', (error) => end(failed(error)));
    socket.once('close', () => end(closed));
  });
}

function failed(error: Error): ConnectOutcome {
  return { isOpen: false, code: errorCode(error) };
}

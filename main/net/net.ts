/**
 * The only opener of outgoing sockets. Every call names its purpose and how far it may go; the address that was really
 * connected is checked against that, so a name that resolves elsewhere than its spelling suggests opens nothing usable.
 * Redirects are never followed, no system proxy is used, and our own listeners are refused.
 */
import { Agent, buildConnector } from 'undici';
import type { Dispatcher } from 'undici';
import type { Location } from '../../shared/location.ts';
import { isWithin, locationOfAddress, locationOfHost } from '../../shared/location.ts';
import { OutOfReachError, SelfLoopError } from './net-errors.ts';
import { isOwnAddress } from './own-address.ts';

/** `ask` is the one purpose that may call our own proxy: it is how the window tests it. */
export type Purpose = 'forward' | 'probe' | 'first-look' | 'ask' | 'dbgpt';

/** undici's own handler of a dispatched request: one object, no promise, no closure per chunk. */
export type ResponseHandler = Dispatcher.DispatchHandler;
export type ResponseController = Dispatcher.DispatchController;

export interface OutgoingRequest {
  purpose: Purpose;
  /** `http://127.0.0.1:11434`, without a path. */
  origin: string;
  path: string;
  method: 'GET' | 'HEAD' | 'POST';
  /** Names and values alternating, as they go on the wire. */
  headers: string[];
  body: Buffer | null;
  /** How far the connected address may be. */
  reach: Location;
}

export interface Net {
  /** Sends and hands every event to `handler`; errors too, never by throwing. */
  dispatch(request: OutgoingRequest, handler: ResponseHandler): void;
  /** Destroys every connection and opens none any more. */
  close(): Promise<void>;
}

export interface NetOptions {
  /** Ports that we listen on ourselves, at the moment of the call. */
  ownPorts: () => ReadonlySet<number>;
  /** How far anything may go now, whatever a request asks for: the user's locks. No limit unless told. */
  limit?: () => Location;
  connectTimeoutMs?: number;
}

const defaultConnectTimeoutMs = 5_000;
/** A cloud server that says nothing for so long is gone; a local one may still be reading a long prompt. */
const cloudSilenceMs = 600_000;

/** Opens nothing until the first `dispatch`. */
export function createNet({
  ownPorts,
  limit = () => 'unknown',
  connectTimeoutMs = defaultConnectTimeoutMs,
}: NetOptions): Net {
  const agents = new Map<string, Agent>();
  let isClosed = false;

  const agentFor = (reach: Location, mayCallSelf: boolean): Agent => {
    const id = `${reach} ${String(mayCallSelf)}`;
    let agent = agents.get(id);
    if (agent === undefined) {
      agent = createAgent(reach, mayCallSelf ? () => noPorts : ownPorts, connectTimeoutMs);
      agents.set(id, agent);
    }
    return agent;
  };

  return {
    dispatch(request, handler) {
      const { origin, path, method, headers, body, purpose } = request;
      const reach = isWithin(request.reach, limit()) ? request.reach : limit();
      try {
        if (isClosed) throw new Error('closed');
        agentFor(reach, purpose === 'ask').dispatch({ origin, path, method, headers, body }, handler);
      } catch (thrown) {
        const error = thrown instanceof Error ? thrown : new Error(String(thrown));
        handler.onResponseError?.(noController, error);
      }
    },
    async close() {
      isClosed = true;
      const all = [...agents.values()];
      agents.clear();
      await Promise.all(all.map((agent) => agent.destroy()));
    },
  };
}

const noPorts: ReadonlySet<number> = new Set();

/** Stands in where a request failed before undici made a controller. */
const noController: ResponseController = {
  aborted: true,
  paused: false,
  reason: null,
  abort: () => undefined,
  pause: () => undefined,
  resume: () => undefined,
};

function createAgent(reach: Location, ownPorts: () => ReadonlySet<number>, timeout: number): Agent {
  const silenceMs = isWithin(reach, 'private-network') ? 0 : cloudSilenceMs;
  return new Agent({
    connect: createConnector(reach, ownPorts, timeout),
    // undici's own 300 s would end a long prompt on a slow laptop; 0 switches them off.
    headersTimeout: silenceMs,
    bodyTimeout: silenceMs,
    pipelining: 1,
  });
}

/** Refuses before connecting what the address itself tells, and after it what the resolved address tells. */
function createConnector(
  reach: Location,
  ownPorts: () => ReadonlySet<number>,
  timeout: number,
): buildConnector.connector {
  const connect = buildConnector({ timeout });
  return (options, callback) => {
    const port = Number(options.port) || (options.protocol === 'https:' ? 443 : 80);
    const refusal = refuse(options.hostname, locationOfHost(options.hostname), port, reach, ownPorts());
    if (refusal !== null) {
      callback(refusal, null);
      return;
    }
    connect(options, (...[error, socket]) => {
      if (error !== null) {
        callback(error, null);
        return;
      }
      const address = socket.remoteAddress ?? '';
      const late = refuse(address, locationOfAddress(address), port, reach, ownPorts());
      if (late === null) callback(null, socket);
      else {
        socket.destroy();
        callback(late, null);
      }
    });
  };
}

function refuse(
  host: string,
  location: Location,
  port: number,
  reach: Location,
  ownPorts: ReadonlySet<number>,
): Error | null {
  if (isOwnAddress(host, port, ownPorts)) return new SelfLoopError(host, port);
  return isWithin(location, reach) ? null : new OutOfReachError(host, reach);
}

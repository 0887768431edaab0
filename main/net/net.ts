/**
 * The only opener of outgoing sockets. Every call names its purpose and how far it may go; the address that was really
 * connected is checked against that, so a name that resolves elsewhere than its spelling suggests opens nothing usable.
 * Redirects are never followed and our own listeners are refused. Only cloud servers may be reached through a proxy.
 */
import { Agent } from 'undici';
import type { buildConnector, Dispatcher } from 'undici';
import type { Location } from '../../shared/location.ts';
import { isWithin } from '../../shared/location.ts';
import { defaultTimeouts } from '../../shared/preferences.ts';
import { createBareConnects } from './bare-connect.ts';
import type { ConnectOutcome } from './bare-connect.ts';
import { createConnector, refuse } from './connector.ts';

/**
 * `ask` is the one purpose that may call our own proxy: it is how the window tests it. `check` is the API check, whose
 * requests go straight to the server.
 */
export type Purpose = 'forward' | 'probe' | 'discover' | 'ask' | 'health' | 'check' | 'dbgpt';

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
  /** On a connection that nothing was sent on before, and that is closed after it. */
  isFresh?: boolean;
}

/** A connection that is closed as soon as it is open. */
export interface OutgoingConnect {
  purpose: Purpose;
  host: string;
  port: number;
  /** How far the connected address may be. */
  reach: Location;
  timeoutMs: number;
}

export interface Net {
  /** Sends and hands every event to `handler`; errors too, never by throwing. */
  dispatch(request: OutgoingRequest, handler: ResponseHandler): void;
  /** Opens a TCP connection and closes it at once, without a byte. Never rejects. */
  connect(target: OutgoingConnect): Promise<ConnectOutcome>;
  /**
   * Closes every connection that nothing runs on, those of its sessions too; the others close once they are done. After a
   * sleep the kept ones may be dead without knowing it (R10): the next request opens its own.
   */
  dropIdle(): void;
  /** A net of its own for one look: never more than one connection to a server, and `close` ends only these. */
  session(): Net;
  /** Destroys every connection, those of its sessions too, and opens none any more. */
  close(): Promise<void>;
}

export interface NetOptions {
  /** Ports that we listen on ourselves, at the moment of the call. */
  ownPorts: () => ReadonlySet<number>;
  /** How far anything may go now, whatever a request asks for: the user's locks. No limit unless told. */
  limit?: () => Location;
  /** How long opening a connection may take; asked for each one. */
  connectTimeoutMs?: () => number;
  /** The proxy that a cloud address is reached through, `http://host:port`; null for none. Never asked for others. */
  proxyFor?: (url: string) => Promise<string | null>;
}

/** A cloud server that says nothing for so long is gone; a local one may still be reading a long prompt. */
const cloudSilenceMs = 600_000;

/** Opens nothing until the first `dispatch`. */
export function createNet({
  ownPorts,
  limit = () => 'unknown',
  connectTimeoutMs = () => defaultTimeouts.connectMs,
  proxyFor = () => Promise.resolve(null),
}: NetOptions): Net {
  return netOf({ ownPorts, limit, connectTimeoutMs, proxyFor }, null);
}

/** `connections`: how many each server may have; null for as many as are needed. */
function netOf(options: Required<NetOptions>, connections: number | null): Net {
  const { ownPorts, limit, connectTimeoutMs, proxyFor } = options;
  /** By reach, and then by what else makes an agent another one: no key is put together for every request. */
  const agents = new Map<Location, Agent[]>();
  const bare = createBareConnects();
  const sessions = new Set<Net>();
  /** They take no request any more, and end with those that they have. */
  const retired = new Set<Agent>();
  let isClosed = false;

  const nearest = (reach: Location): Location => (isWithin(reach, limit()) ? reach : limit());

  const agentFor = (reach: Location, purpose: Purpose, isFresh: boolean): Agent => {
    const mayCallSelf = purpose === 'ask';
    const isKeptAlive = purpose !== 'check';
    const variant = (mayCallSelf ? 1 : 0) + (isKeptAlive ? 2 : 0) + (isFresh ? 4 : 0);
    const ofReach = agents.get(reach) ?? [];
    if (ofReach.length === 0) agents.set(reach, ofReach);
    let agent = ofReach[variant];
    if (agent === undefined) {
      const refused = mayCallSelf ? () => noPorts : ownPorts;
      const connect = createConnector({ reach, ownPorts: refused, timeoutMs: connectTimeoutMs, proxyFor });
      agent = createAgent(reach, connect, { connections, isKeptAlive });
      ofReach[variant] = agent;
    }
    return agent;
  };

  /** `flat` leaves out the places that were never taken. */
  const opened = (): Agent[] => [...agents.values()].flat();

  const retire = (agent: Agent): void => {
    const forget = (): void => void retired.delete(agent);
    retired.add(agent);
    agent.close().then(forget, forget);
  };

  const openSession = (): Net => {
    const own = netOf(options, 1);
    const session: Net = {
      ...own,
      close() {
        sessions.delete(session);
        return own.close();
      },
    };
    sessions.add(session);
    return session;
  };

  return {
    dispatch(request, handler) {
      const { origin, path, method, headers, body, purpose, isFresh = false } = request;
      try {
        if (isClosed) throw new Error('closed');
        agentFor(nearest(request.reach), purpose, isFresh).dispatch(
          { origin, path, method, headers, body, reset: isFresh },
          handler,
        );
      } catch (thrown) {
        const error = thrown instanceof Error ? thrown : new Error(String(thrown));
        handler.onResponseError?.(noController, error);
      }
    },
    connect({ purpose, host, port, timeoutMs, ...target }) {
      const reach = nearest(target.reach);
      const check = (at: string, location: Location): Error | null =>
        refuse(at, location, port, reach, purpose === 'ask' ? noPorts : ownPorts());
      return bare.open({ host, port, timeoutMs, check });
    },
    dropIdle() {
      for (const one of sessions) one.dropIdle();
      for (const agent of opened()) retire(agent);
      agents.clear();
    },
    session: openSession,
    async close() {
      isClosed = true;
      bare.close();
      const all = [...opened(), ...retired];
      agents.clear();
      await Promise.all([...[...sessions].map((one) => one.close()), ...all.map((agent) => agent.destroy())]);
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

interface AgentOptions {
  connections: number | null;
  isKeptAlive: boolean;
}

function createAgent(
  reach: Location,
  connect: buildConnector.connector,
  { connections, isKeptAlive }: AgentOptions,
): Agent {
  const silenceMs = isWithin(reach, 'private-network') ? 0 : cloudSilenceMs;
  return new Agent({
    connect,
    // undici's own 300 s would end a long prompt on a slow laptop; 0 switches them off.
    headersTimeout: silenceMs,
    bodyTimeout: silenceMs,
    // 0: a connection of its own for each request, so that one which the server closed is nobody's finding.
    pipelining: isKeptAlive ? 1 : 0,
    connections,
  });
}

/**
 * Starts, stops and moves the proxy. A move listens on the new address before it lets go of the old one, and what is
 * being answered there is answered to its end: no stream notices. A port that cannot be had is a state, not an exception.
 */
import type { ProxyState } from '../../shared/app-state.ts';
import { toError } from '../../shared/errors.ts';
import type { Message } from '../../shared/i18n/index.ts';
import { message } from '../../shared/i18n/index.ts';
import type { Clock, Log } from '../../shared/ports.ts';
import type { Settings } from '../../shared/settings.ts';
import { errorCode } from '../net/net-errors.ts';
import { createTurns } from '../settings/in-turn.ts';
import type { Turns } from '../settings/in-turn.ts';
import { bindingsFor, dockerBinding } from '../proxy/listen.ts';
import type { BoundAddress } from '../proxy/listen.ts';
import type { ProxyServer } from '../proxy/server.ts';
import { findFreePort } from './free-port.ts';
import type { FindPortHolder } from './port-holder.ts';

export interface ProxyRunner {
  state(): ProxyState;
  /** Gives what is, then every change, until the returned function is called. */
  watch(listener: (state: ProxyState) => void): () => void;
  /** True while `listen: docker` waits for Docker's network. */
  isDockerAbsent(): boolean;
  /** Starts, stops and moves come one after the other, in the order asked for: this resolves after those under way. */
  settled(): Promise<void>;
  /** Resolves once it runs or is known not to; never rejects. Called while it stops, it waits for that. */
  start(): Promise<void>;
  /** A second call waits for the first one's end, which a shorter grace brings nearer. */
  stop(graceMs: number): Promise<void>;
  /** Listens anew where port or addresses changed; false, and everything as before, where it cannot. */
  move(): Promise<boolean>;
}

export interface ProxyRunnerOptions {
  create: () => ProxyServer;
  settings: () => Settings['proxy'];
  /** The port of this run: a flag's, or the settings' own. */
  wantedPort: () => number;
  findPortHolder: FindPortHolder;
  clock: Clock;
  log: Log;
  onChange: () => void;
}

type Status = Pick<ProxyState, 'status' | 'error' | 'nextFreePort'>;

const dockerRetryMs = 10_000;
const stopped: Status = { status: 'stopped', error: null, nextFreePort: null };

export function createProxyRunner(options: ProxyRunnerOptions): ProxyRunner {
  const { create, settings, wantedPort, findPortHolder, clock, log, onChange } = options;
  let status = stopped;
  let server: ProxyServer | null = null;
  let ending: Pick<ProxyServer, 'stop'> | null = null;
  let bound: BoundAddress[] = [];
  /** Servers that were moved away from and still answer. */
  const left = new Set<ProxyServer>();
  let cancelDocker: (() => void) | null = null;
  const turns = createTurns();
  let turnsUnderWay = 0;
  const inTurn: Turns = (change) => {
    turnsUnderWay += 1;
    return turns(change).finally(() => {
      turnsUnderWay -= 1;
    });
  };

  /** With any port asked for, the one that was had is kept. */
  const portToBind = (): number => wantedPort() || (bound[0]?.port ?? 0);

  const state = (): ProxyState => {
    const port = bound[0]?.port ?? wantedPort();
    const { listen: reach } = settings();
    const baseUrl = `http://127.0.0.1:${port}/v1`;
    return { ...status, baseUrl, port, listen: reach, listeners: addressesOf(bound) };
  };

  const watchers = new Set<(state: ProxyState) => void>();
  const changed = (): void => {
    onChange();
    for (const watcher of watchers) watcher(state());
  };

  const set = (next: Status): void => {
    status = next;
    changed();
  };

  const listen = async (): Promise<void> => {
    const next = create();
    bound = await next.listen(portToBind(), bindingsFor(settings()));
    server = next;
    set({ status: 'running', error: null, nextFreePort: null });
    log.info('the proxy listens', { addresses: addressesOf(bound) });
    await joinDocker();
  };

  /** Docker's network comes and goes with Docker. */
  const joinDocker = async (): Promise<void> => {
    cancelDocker?.();
    cancelDocker = null;
    const current = server;
    const port = bound[0]?.port;
    if (settings().listen !== 'docker' || current === null || port === undefined) return;
    const binding = dockerBinding(settings());
    try {
      if (binding === null) throw new Error('no docker0');
      bound = [...bound, await current.listenAlso(port, binding)];
    } catch (thrown) {
      log.info('Docker’s address cannot be listened on yet', { reason: toError(thrown).message });
      cancelDocker = clock.after(dockerRetryMs, () => {
        inTurn(joinDocker).catch((again: unknown) =>
          log.error('joining Docker’s network failed', { error: toError(again).stack }),
        );
      });
    }
    changed();
  };

  const leave = (old: ProxyServer): void => {
    left.add(old);
    const forget = (): boolean => left.delete(old);
    old.release().then(forget, forget);
  };

  const explain = async (thrown: unknown): Promise<Status> => {
    const port = wantedPort();
    const nextFreePort = await findFreePort(port + 1);
    const error = await describeFailure(errorCode(thrown), port, nextFreePort, findPortHolder);
    log.warn('the proxy cannot listen', { port, reason: toError(thrown).message });
    return {
      status: 'error',
      error: error ?? message('error.internal', { logs: toError(thrown).message }),
      nextFreePort,
    };
  };

  const startNow = async (): Promise<void> => {
    if (status.status === 'running') return;
    set({ ...stopped, status: 'starting' });
    try {
      await listen();
    } catch (thrown) {
      set(await explain(thrown));
    }
  };

  const stopNow = async (graceMs: number): Promise<void> => {
    cancelDocker?.();
    cancelDocker = null;
    const all = [...(server === null ? [] : [server]), ...left];
    if (all.length > 0) {
      ending = together(all);
      server = null;
      set({ ...stopped, status: 'stopping' });
      await ending.stop(graceMs);
      ending = null;
      bound = [];
    }
    set(stopped);
  };

  const moveNow = async (): Promise<boolean> => {
    const before = { server, bound };
    if (before.server === null) return true;
    const isSamePort = portToBind() === before.bound[0]?.port;
    // The same port on other addresses can only be bound once the old listeners are gone.
    if (isSamePort) leave(before.server);
    try {
      await listen();
      if (!isSamePort) leave(before.server);
      return true;
    } catch (thrown) {
      log.warn('the proxy stays where it was', { reason: toError(thrown).message });
      if (isSamePort) {
        server = null;
        bound = [];
        set(await explain(thrown));
        return false;
      }
      server = before.server;
      bound = before.bound;
      changed();
      return false;
    }
  };

  return {
    state,
    watch(listener) {
      watchers.add(listener);
      listener(state());
      return () => watchers.delete(listener);
    },
    isDockerAbsent: () => cancelDocker !== null,
    settled: () => inTurn(() => Promise.resolve()),
    start: () => inTurn(startNow),
    stop(graceMs) {
      if (ending !== null) return ending.stop(graceMs);
      if (turnsUnderWay > 0) return inTurn(() => stopNow(graceMs));
      // At once: what comes in this very moment is refused already.
      const stopping = stopNow(graceMs);
      return inTurn(() => stopping);
    },
    move: () => inTurn(moveNow),
  };
}

/** Stopping takes those along that were moved away from. */
function together(all: readonly ProxyServer[]): Pick<ProxyServer, 'stop'> {
  return { stop: (graceMs) => Promise.all(all.map((one) => one.stop(graceMs))).then(() => undefined) };
}

async function describeFailure(
  code: string,
  port: number,
  next: number | null,
  findPortHolder: FindPortHolder,
): Promise<Message | null> {
  if (code === 'EACCES') return message('notice.portForbidden', { port, next: next ?? '–' });
  if (code !== 'EADDRINUSE') return null;
  const holder = (await findPortHolder(port)) ?? message('notice.portTaken.unknownHolder');
  return next === null
    ? message('notice.portTaken.noOtherPort', { port, holder })
    : message('notice.portTaken', { port, holder, next });
}

function addressesOf(bound: readonly BoundAddress[]): string[] {
  return bound.map(({ host, port }) => (host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`));
}

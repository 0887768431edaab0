/**
 * Loaded into the core's process before anything else (`node --import`): refuses every connection but those to the
 * addresses in MODELTRAY_TEST_REAL_ONLY, a JSON list of `host:port`. A look for servers would otherwise contact whatever
 * else listens on this machine.
 */
import { Socket } from 'node:net';

const loopbackNames = new Set(['localhost', '127.0.0.1', '::1', '[::1]', '0.0.0.0', '::', '[::]']);

/** All spellings of this machine are one. @param {string} host @param {string | number} port */
export function placeOf(host, port) {
  return `${loopbackNames.has(host.toLowerCase()) ? 'localhost' : host.toLowerCase()}:${port}`;
}

/** @param {string} address a base URL */
export function placeOfAddress(address) {
  const { hostname, port, protocol } = new URL(address);
  return placeOf(hostname, port || (protocol === 'https:' ? 443 : 80));
}

/** @param {ReadonlySet<string>} allowed as `placeOf` spells them */
export function guardConnections(allowed) {
  const connect = Socket.prototype.connect;
  Reflect.set(
    Socket.prototype,
    'connect',
    /** @this {Socket} @param {unknown[]} args */ function guarded(...args) {
      const place = placeIn(args);
      if (place === null || allowed.has(place)) return Reflect.apply(connect, this, args);
      const refused = new Error(`connect ECONNREFUSED ${place} (not one of the addresses given)`);
      process.nextTick(() => this.destroy(Object.assign(refused, { code: 'ECONNREFUSED' })));
      return this;
    },
  );
  return () => Reflect.set(Socket.prototype, 'connect', connect);
}

/**
 * `net.connect` hands over its normalised arguments as one array inside the arguments. Null for a pipe.
 * @param {readonly unknown[]} args
 * @returns {string | null}
 */
function placeIn(args) {
  const [first, second] = args;
  if (Array.isArray(first)) return placeIn(first);
  if (typeof first !== 'object' || first === null) {
    return /^\d+$/.test(String(first))
      ? placeOf(typeof second === 'string' ? second : 'localhost', String(first))
      : null;
  }
  const { port, host } = /** @type {{ port?: unknown, host?: unknown }} */ (first);
  if (port === undefined || port === null) return null;
  return placeOf(typeof host === 'string' ? host : 'localhost', String(port));
}

const only = process.env.MODELTRAY_TEST_REAL_ONLY;
if (only !== undefined) guardConnections(new Set(JSON.parse(only)));

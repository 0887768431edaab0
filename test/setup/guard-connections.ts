import { Socket } from 'node:net';

/** Where Ollama, LM Studio, llama.cpp, vLLM and a real ModelTray listen. */
const defaultPorts = new Set([11434, 1234, 8080, 8000, 9999, 9998]);

/**
 * Refuses every connection of this process to a well-known default port, and keeps what was tried: code that takes a
 * refusal in its stride would hide it otherwise.
 */
export function guardConnections(): { takeTouched(): string[]; restore(): void } {
  let touched: string[] = [];
  const connect = Reflect.get(Socket.prototype, 'connect');
  Reflect.set(Socket.prototype, 'connect', function guarded(this: Socket, ...args: unknown[]): Socket {
    const port = portOf(args);
    if (port === null || !defaultPorts.has(port)) {
      Reflect.apply(connect, this, args);
      return this;
    }
    touched.push(`port ${port}`);
    process.nextTick(() => this.destroy(new Error(`connect ECONNREFUSED (test guard) port ${port}`)));
    return this;
  });
  return {
    takeTouched() {
      const taken = touched;
      touched = [];
      return taken;
    },
    restore() {
      Reflect.set(Socket.prototype, 'connect', connect);
    },
  };
}

/** `net.connect` hands over its normalised arguments as one array inside the arguments. */
function portOf(args: readonly unknown[]): number | null {
  const [first] = args;
  if (Array.isArray(first)) return portOf(first);
  const port: unknown = typeof first === 'object' && first !== null ? Reflect.get(first, 'port') : first;
  const number = typeof port === 'string' ? Number(port) : port;
  return typeof number === 'number' && Number.isInteger(number) ? number : null;
}

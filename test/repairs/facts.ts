/** Facts and requests for tests of repairs. */
import { scanJson } from '../../main/proxy/scan-json.ts';
import { defaultRouteOptions } from '../../shared/route-options.ts';
import type { RepairFacts, ServerFacts } from '../../main/repairs/plan-repairs.ts';
import type { Asked } from '../../main/repairs/splice.ts';

export function serverOf(change: Partial<ServerFacts> = {}): ServerFacts {
  return {
    defects: [],
    isUnknown: false,
    acceptsIncludeUsage: false,
    contextLoaded: null,
    refusals: [],
    ...change,
  };
}

export function factsOf(change: Partial<RepairFacts> = {}): RepairFacts {
  return {
    endpoint: 'chat',
    isStream: false,
    client: 'other',
    asked: new Set<string>(),
    server: serverOf(),
    options: defaultRouteOptions,
    ...change,
  };
}

/** A request's body, scanned as the proxy does. */
export function ask(request: object | string): Asked {
  const body = Buffer.from(typeof request === 'string' ? request : JSON.stringify(request));
  const scan = scanJson(body);
  if (!scan.ok) throw new Error(`not scanned: ${body.toString()}`);
  return { body, members: scan.members, open: scan.open };
}

import type { BusyLook } from '../upstreams/kinds/kind-profile.ts';
import { bodyOf } from './exchange.ts';
import type { Exchange } from './exchange.ts';
import { parseJson } from './fields.ts';

/** True while the server says that it is generating; null where it does not tell. */
export function isBusy(busy: BusyLook, exchange: Exchange | undefined): boolean | null {
  if (exchange === undefined || exchange.status === null) return null;
  const text = bodyOf(exchange);
  return busy.isBusy({ status: exchange.status, text, json: parseJson(text) });
}

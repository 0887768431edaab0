/**
 * One feed on one response. A reader that is slower than the feed gets less, never later: while its connection is
 * full at most one event waits, and a newer one is merged into it.
 */
import type { ServerResponse } from 'node:http';
import type { RequestsEvent } from '../../shared/activity.ts';
import type { FeedEvents, FeedName } from '../../shared/api.ts';
import type { Clock } from '../../shared/ports.ts';

export const heartbeatMs = 15_000;
const maxWaitingRows = 200;

/** What is left to say when `newer` comes while `waiting` could not be sent. */
const mergers: {
  [Name in FeedName]: (waiting: FeedEvents[Name], newer: FeedEvents[Name]) => FeedEvents[Name];
} = {
  state: (_waiting, newer) => newer,
  requests: mergeRequests,
};

function mergeRequests(waiting: RequestsEvent, newer: RequestsEvent): RequestsEvent {
  const before: RequestsEvent = newer.cleared === true ? { added: [] } : waiting;
  const added = [...before.added, ...newer.added];
  const changed = new Map([...(before.changed ?? []), ...(newer.changed ?? [])].map((row) => [row.id, row]));
  for (const { id } of added) changed.delete(id);
  const isCleared = newer.cleared === true || waiting.cleared === true;
  const hasMissed = added.length > maxWaitingRows || before.missed === true || newer.missed === true;
  return {
    ...(isCleared ? { cleared: true } : {}),
    added: added.slice(-maxWaitingRows),
    ...(changed.size > 0 ? { changed: [...changed.values()].slice(-maxWaitingRows) } : {}),
    ...(hasMissed ? { missed: true } : {}),
  };
}

export interface FeedStream<Name extends FeedName> {
  push(event: FeedEvents[Name]): void;
  close(): void;
}

export function createFeedStream<Name extends FeedName>(
  res: ServerResponse,
  name: Name,
  clock: Clock,
): FeedStream<Name> {
  let waiting: FeedEvents[Name] | null = null;
  let isFull = false;
  let cancelHeartbeat = (): void => undefined;

  const write = (text: string): void => {
    isFull = !res.write(text);
    cancelHeartbeat();
    cancelHeartbeat = clock.after(heartbeatMs, beat);
  };
  const beat = (): void => {
    if (isFull) cancelHeartbeat = clock.after(heartbeatMs, beat);
    else write('\n');
  };
  const onDrain = (): void => {
    isFull = false;
    if (waiting === null) return;
    const event = waiting;
    waiting = null;
    write(`${JSON.stringify(event)}\n`);
  };
  res.on('drain', onDrain);
  res.flushHeaders();
  cancelHeartbeat = clock.after(heartbeatMs, beat);

  return {
    push(event) {
      if (!isFull) write(`${JSON.stringify(event)}\n`);
      else waiting = waiting === null ? event : mergers[name](waiting, event);
    },
    close() {
      cancelHeartbeat();
      res.off('drain', onDrain);
    },
  };
}

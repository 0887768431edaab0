/** A stream's way to the client: held until its first content, then through its pipe. */
import type { Failure } from '../routing/failure.ts';
import type { RelayState } from './relay-state.ts';
import type { EventMeaning } from './stream-events.ts';
import { StreamPipe } from './stream-pipe.ts';

const heldBytes = 64 * 1024;

/** Bytes of a stream that has not begun for the client. */
export function holdStream(state: RelayState, chunk: Buffer): void {
  const { held, options } = state;
  held.add(chunk);
  const meaning = held.readEvents(chunk, options.endpoint);
  if (meaning.kind === 'error') failedIn(state, meaning.said);
  else if (meaning.kind === 'done' || isBlank(state, meaning)) state.giveUpEmpty();
  else if (meaning.kind !== 'nothing' || held.size > heldBytes) commitStream(state);
}

/** A stream with an event that is none is over (R7): its client would stumble over it. */
export function pipeStream(state: RelayState, bytes: Buffer): void {
  const { pipe, controller } = state;
  if (pipe?.push(bytes) === false) controller?.pause();
  if (pipe?.isBroken !== true) return;
  finishStream(state, { kind: 'cut' });
  controller?.abort(new Error('not an event'));
}

/** The end of a stream that was still held. */
export function finishHeldStream(state: RelayState): void {
  const { held, options } = state;
  const wasEmpty = held.size === 0;
  const meaning = held.readRest(options.endpoint);
  if (meaning.kind === 'error') {
    failedIn(state, meaning.said);
  } else if (meaning.kind === 'nothing') {
    if (wasEmpty) state.giveUpEmpty();
    else state.giveUp({ kind: 'cut' });
  } else if (meaning.kind === 'done' || isBlank(state, meaning)) {
    state.giveUpEmpty();
  } else {
    commitStream(state);
    if (!state.isOver) finishStream(state);
  }
}

/** `brokenBy` is null where the server ended it properly. */
export function finishStream(state: RelayState, brokenBy: Failure | null = null): void {
  const end = state.pipe?.finish(brokenBy === null);
  if (end?.isWhole !== true) {
    state.broke(brokenBy ?? { kind: 'cut' });
    return;
  }
  state.options.exchange.end();
  state.answered(end.usage);
}

/** Opens, and sends what was held: from here on no attempt may follow. */
function commitStream(state: RelayState): void {
  const { mending, endpoint, clock, exchange } = state.options;
  const bytes = state.held.take();
  const mender = mending.streamMender(bytes);
  state.mode = 'pipe-stream';
  state.pipe = new StreamPipe({ exchange, endpoint, mender, clock });
  state.answer?.openStream();
  pipeStream(state, bytes);
  state.noteOpened();
}

/** An error event before any content. */
function failedIn(state: RelayState, said: string | null): void {
  if (said !== null && state.refused(said)) return;
  state.options.mending.note('error-in-200');
  state.giveUp({ kind: 'bad-answer', status: state.status, said });
}

/** Over before its first word: an answer to most clients, and a blank in DB-GPT's window. */
function isBlank(state: RelayState, { kind }: EventMeaning): boolean {
  return kind === 'finish' && state.options.mending.refusesBlank;
}

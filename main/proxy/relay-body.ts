/** The way to the client of what comes whole: an answer that is judged first, a long one that is not, a refusal. */
import { judgeBody, judgeError, judgeLongBody, looksLikeEvents } from './judge-body.ts';
import type { RelayState } from './relay-state.ts';
import { holdStream } from './relay-stream.ts';

const heldBytes = 64 * 1024;
/** Of an answer that comes whole and may have to be mended. */
const mendedBytes = 16 * 1024 * 1024;
const errorBytes = 1024 * 1024;

export function holdBody(state: RelayState, chunk: Buffer): void {
  const { held, options } = state;
  const { wantsStream, mending } = options;
  if (held.size === 0 && wantsStream && looksLikeEvents(chunk)) {
    mending.note('json-to-stream');
    state.mode = 'hold-stream';
    holdStream(state, chunk);
    return;
  }
  held.add(chunk);
  if (held.size > (mending.holdsBody ? mendedBytes : heldBytes)) openLongBody(state);
}

/** What is beyond the bound is dropped: nobody's error needs so many words. */
export function holdError({ held }: RelayState, chunk: Buffer): void {
  if (held.size < errorBytes) held.add(chunk);
}

/** Bytes of a body that was opened before its end. */
export function pipeBody({ options, controller }: RelayState, chunk: Buffer): void {
  if (!options.exchange.write(chunk)) controller?.pause();
}

/** `type` is for bytes that go as they came: JSON under a stream's type is told as what it is. */
export function finishBody(state: RelayState, type: 'as-sent' | 'json' = 'as-sent'): void {
  const { answer } = state;
  const verdict = judgeBody(state.held.take(), state.question());
  if (verdict.kind === 'failed') {
    state.giveUp(verdict.failure);
    return;
  }
  if (verdict.type === 'events') answer?.sendEvents(verdict.bytes);
  else answer?.sendWhole(verdict.bytes, verdict.type === 'as-sent' ? type : verdict.type);
  state.noteOpened();
  state.answered(verdict.usage);
}

export function finishError(state: RelayState): void {
  const { terms } = state.options;
  const body = state.held.take();
  if (state.refused(body.toString('utf8'))) return;
  const { failure, isRelayable } = judgeError(body, state.question());
  // A server's own 4xx with an error that OpenAI's clients read is the answer, where nobody else is asked instead.
  if (!isRelayable || terms.mayGoOn(failure)) {
    state.giveUp(failure);
    return;
  }
  state.answer?.sendRefusal(body, terms.hasAskedBefore);
  state.noteOpened();
  state.answered(null);
}

function openLongBody(state: RelayState): void {
  const failure = judgeLongBody(state.held.first, state.question());
  if (failure !== null) {
    state.giveUp(failure);
    return;
  }
  state.mode = 'pipe-body';
  state.answer?.openBody();
  pipeBody(state, state.held.take());
  state.noteOpened();
}

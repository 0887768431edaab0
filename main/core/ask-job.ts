/** The test question: one streamed chat through the real proxy, as any client would send it. */
import type { Api, AskReport, JobContext, AskEvent } from '../../shared/api.ts';
import { ModelTrayError, toError } from '../../shared/errors.ts';
import { message } from '../../shared/i18n/index.ts';
import { fartherLocation } from '../../shared/location.ts';
import type { Location } from '../../shared/location.ts';
import type { ResponseController } from '../net/net.ts';
import { splitEvents, usageOf } from '../proxy/stream-events.ts';
import { messageInError, parseJson } from '../proxy/upstream-error.ts';
import { arrayAt, textAt } from '../upstreams/read-json.ts';
import { demoSlug } from './routes.ts';
import type { CoreParts } from './parts.ts';
import { routingUpstreams } from './snapshot.ts';

type AskInput = Parameters<Api['jobs']['ask']>[0];

/** Enough for a first impression; a reasoning model needs some of it before it says anything. */
const maxTokens = 1024;

export async function ask(
  parts: CoreParts,
  { prompt, model }: AskInput,
  context: JobContext<AskEvent>,
): Promise<AskReport> {
  const { port, status } = parts.runner.state();
  if (status !== 'running') throw new ModelTrayError('not_running', message('error.proxyStopped'));
  const answer = createAnswer(parts, context.emit);
  await send(parts, port, { prompt, model }, context, answer);
  return answer.report();
}

interface Answer {
  start(status: number, headers: Readonly<Record<string, string | string[] | undefined>>): void;
  read(text: string): void;
  report(): AskReport;
}

function createAnswer(parts: CoreParts, emit: (event: AskEvent) => void): Answer {
  const { clock } = parts.ports;
  const startedMs = clock.monotonicMs();
  let status = 0;
  let upstream = '';
  let model = '';
  let rest = '';
  let firstTokenMs: number | null = null;
  let events = 0;
  let tokensOut: number | null = null;
  let failure: string | null = null;

  /** What the chunk that is being read says: one event of ours for all of its, of which there may be hundreds. */
  let said = '';

  const readEvent = (event: string): void => {
    readFacts(event);
    const data = /^data: ?(.*)$/m.exec(event)?.[1];
    if (data === undefined || data === '[DONE]') return;
    const value = parseJson(data);
    failure ??= textAt(value, 'error', 'message');
    tokensOut = usageOf(value)?.tokensOut ?? tokensOut;
    const text = textOf(value);
    if (text === '') return;
    firstTokenMs ??= clock.monotonicMs() - startedMs;
    events += 1;
    said += text;
  };
  /** A stream that was opened early says in a comment who answers. */
  const readFacts = (event: string): void => {
    upstream = /x-modeltray-upstream=(\S+)/.exec(event)?.[1] ?? upstream;
    model = /x-modeltray-model=(\S+)/.exec(event)?.[1] ?? model;
  };

  return {
    start(code, headers) {
      status = code;
      upstream = String(headers['x-modeltray-upstream'] ?? '');
      model = String(headers['x-modeltray-model'] ?? '');
    },
    read(text) {
      const { events: whole, rest: left } = splitEvents(rest + text);
      rest = left;
      if (status === 200) whole.forEach(readEvent);
      if (said !== '') emit({ type: 'text', text: said });
      said = '';
    },
    report() {
      if (status !== 200) failure = messageInError(parseJson(rest)) ?? `HTTP ${status}`;
      if (failure !== null) {
        throw new ModelTrayError('upstream_bad_answer', message('error.said', { text: failure }));
      }
      const id = decodeURIComponent(model);
      const totalMs = Math.round(clock.monotonicMs() - startedMs);
      return {
        upstream,
        model: id,
        location: locationOf(parts, upstream, id),
        isDemo: upstream === demoSlug,
        firstTokenMs: Math.round(firstTokenMs ?? totalMs),
        totalMs,
        tokensOut: tokensOut ?? events,
        tokensEstimated: tokensOut === null,
      };
    },
  };
}

function send(
  { net, localKeys }: CoreParts,
  port: number,
  { prompt, model }: AskInput,
  { signal }: JobContext<AskEvent>,
  answer: Answer,
): Promise<void> {
  const body = { model, messages: [{ role: 'user', content: prompt }], stream: true, max_tokens: maxTokens };
  const decoder = new TextDecoder();
  let controller: ResponseController | null = null;
  return new Promise((resolve, reject) => {
    const cancel = (): void => {
      controller?.abort(new Error('cancelled'));
      reject(new Error('cancelled'));
    };
    if (signal.aborted) cancel();
    signal.addEventListener('abort', cancel, { once: true });
    net.dispatch(
      {
        purpose: 'ask',
        origin: `http://127.0.0.1:${port}`,
        path: '/v1/chat/completions',
        method: 'POST',
        headers: [
          'content-type',
          'application/json',
          'user-agent',
          'ModelTray',
          'authorization',
          // A header carries bytes: a key in any script goes as UTF-8.
          Buffer.from(`Bearer ${localKeys.key()}`).toString('latin1'),
        ],
        body: Buffer.from(JSON.stringify(body)),
        reach: 'this-machine',
      },
      {
        onRequestStart(started) {
          controller = started;
          if (signal.aborted) started.abort(new Error('cancelled'));
        },
        onResponseStart: (_controller, status, headers) => answer.start(status, headers),
        onResponseData: (_controller, chunk) => answer.read(decoder.decode(chunk, { stream: true })),
        onResponseEnd() {
          signal.removeEventListener('abort', cancel);
          resolve();
        },
        onResponseError(_controller, error) {
          signal.removeEventListener('abort', cancel);
          reject(toError(error));
        },
      },
    );
  });
}

/** What is shown of an event: the answer's words, or the thinking before them. */
function textOf(value: unknown): string {
  const delta = arrayAt(value, 'choices')?.[0];
  return (
    textAt(delta, 'delta', 'content') ??
    textAt(delta, 'delta', 'reasoning_content') ??
    textAt(delta, 'delta', 'reasoning') ??
    ''
  );
}

function locationOf(parts: CoreParts, slug: string, model: string): Location | null {
  const upstream = routingUpstreams(parts).find((one) => one.slug === slug);
  if (upstream === undefined) return null;
  const info = upstream.models.find(({ id }) => id === model);
  return fartherLocation(upstream.location, info?.location ?? upstream.location);
}

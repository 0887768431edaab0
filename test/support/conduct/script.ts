/** The script of a request under a conduct; null where the dialect alone answers it. */
import { answerScript, streamScript } from '../fake-script.ts';
import type { Script } from '../fake-script.ts';
import type { Answer, Dialect, FakeModel, RecordedRequest } from '../fake-types.ts';
import type { Conduct } from './conduct.ts';
import { generate, sayError } from './generate.ts';
import type { Generated } from './generate.ts';
import { reshapeStream, reshapeVectors, reshapeWhole } from './reshape.ts';
import { countTokens } from './tokens.ts';

export interface ConductedServer {
  conduct: Conduct;
  dialect: Dialect;
  mark: string;
  models: readonly FakeModel[];
  /** How many generations came before. */
  number: number;
  /** How many run right now. */
  running: number;
}

export function conductScript(server: ConductedServer, request: RecordedRequest): Script | null {
  const { conduct, dialect } = server;
  const path = request.path.replace(/\?.*$/, '');
  if (request.method === 'GET') return path === conduct.busyPath ? busyScript(server) : null;
  if (!['/v1/chat/completions', '/v1/embeddings'].includes(path)) return null;
  const body = parse(request.body);
  if (body === null && conduct.badJson !== 'accepts') {
    const { status, message } = conduct.badJson;
    return answerScript(dialect, sayError(server, status, message));
  }
  const taken = body ?? { model: server.models[0]?.id, messages: [] };
  return path === '/v1/embeddings' ? embedScript(server, taken) : chatScript(server, taken);
}

function chatScript(server: ConductedServer, body: Record<string, unknown>): Script {
  const { conduct, dialect } = server;
  if (conduct.whenBusy === 'refuses' && server.running >= conduct.slots) {
    return answerScript(dialect, sayError(server, 503, 'no slot available'));
  }
  const generated = generate({ ...server, body });
  if (generated.kind === 'refused') return answerScript(dialect, generated.answer);
  if (generated.kind === 'dropped')
    return { ...answerScript(dialect, { status: 200, body: '' }), ending: 'reset', isDropped: true };
  return replyScript(server, body, generated);
}

function replyScript(
  { conduct, dialect, mark, number }: ConductedServer,
  body: Record<string, unknown>,
  { reply, prompt, answered, hasUsage }: Generated & { kind: 'reply' },
): Script {
  const generation = {
    endpoint: 'chat' as const,
    id: `chatcmpl-${mark}-${number}`,
    model: typeof body.model === 'string' ? body.model : '',
    reply,
    withUsage: hasUsage,
    usage: { prompt, completion: answered },
  };
  const work = {
    conduct,
    model: generation.model,
    prompt,
    tokens: answered,
    isLump: body.stream !== true || conduct.delivery === 'lump',
  };
  const paced = { gate: 'before-headers' as const, work };
  const whole = (): Script =>
    answerScript(dialect, { status: 200, body: reshapeWhole(dialect.whole(generation), hasUsage) });
  if (body.stream !== true || conduct.damage === 'in-json') return { ...whole(), ...paced };
  if (conduct.damage === 'page') return answerScript(dialect, page);
  const script = streamScript(dialect, generation);
  const chunks = reshapeStream(dialect.stream(generation), conduct).map((text) => Buffer.from(text));
  return { ...script, ...paced, ...damagedStream(script, chunks, conduct) };
}

const page: Answer = {
  status: 200,
  headers: { 'content-type': 'text/html' },
  body: '<!DOCTYPE html><html><body>Sign in</body></html>',
};

function damagedStream(script: Script, chunks: Buffer[], { damage }: Conduct): Partial<Script> {
  if (damage === 'cut') return { chunks: chunks.slice(0, 3), ending: 'destroy' };
  if (damage === 'content-type')
    return { chunks, headers: { ...script.headers, 'content-type': 'text/plain' } };
  if (damage !== 'error-event') return { chunks };
  return { chunks: [Buffer.from(`data: ${JSON.stringify({ error: { message: 'out of memory' } })}\n\n`)] };
}

function embedScript(server: ConductedServer, body: Record<string, unknown>): Script {
  const { conduct, dialect, models } = server;
  const model = typeof body.model === 'string' ? body.model : '';
  if (
    conduct.unknownModel !== 'answers' &&
    !models.some(({ id }) => id === model || id === `${model}:latest`)
  ) {
    return answerScript(dialect, sayError(server, 404, `model '${model}' not found`));
  }
  const inputs = [body.input].flat().filter((input) => typeof input === 'string');
  const answer = reshapeVectors(dialect.embeddings(model, inputs.length), conduct.vectorDamage);
  const prompt = inputs.reduce((sum, input) => sum + countTokens(input), 0);
  const work = { conduct, model, prompt, tokens: 0, isLump: true };
  return { ...answerScript(dialect, { status: 200, body: answer }), gate: 'before-headers', work };
}

/** llama-server's `/slots` in its few members that matter, or vLLM's counter among its metrics. */
function busyScript({ conduct, dialect, running }: ConductedServer): Script {
  const slots = Array.from({ length: conduct.slots }, (_, id) => ({ id, is_processing: id < running }));
  return conduct.busyPath === '/slots'
    ? answerScript(dialect, { status: 200, body: slots })
    : answerScript(dialect, {
        status: 200,
        headers: { 'content-type': 'text/plain' },
        body: `vllm:num_requests_running{model_name="tiny"} ${running}.0\nvllm:num_requests_waiting{model_name="tiny"} 0.0\n`,
      });
}

function parse(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

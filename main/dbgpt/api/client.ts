/**
 * DB-GPT's model API (serve/model, 0.7 and newer), on this machine only. Every answer but a failure of the server itself
 * comes with status 200 in an envelope: `{"success":false,"err_code":"E000X","err_msg":…}` is a refusal.
 */
import { z } from 'zod';
import { ModelTrayError } from '../../../shared/errors.ts';
import { message } from '../../../shared/i18n/index.ts';
import type { Clock } from '../../../shared/ports.ts';
import type { Net } from '../../net/net.ts';
import { requestText } from '../../net/request-text.ts';
import type { TextAnswer } from '../../net/request-text.ts';

/** One model that DB-GPT runs. */
export interface RunningModel {
  name: string;
  type: string;
  isHealthy: boolean;
}

/** How DB-GPT names a model that it is to start or stop. Host and port only matter to a cluster of it. */
export interface ModelBody {
  host: string;
  port: number;
  model: string;
  worker_type: 'llm';
  params: Readonly<Record<string, string | number>>;
  delete_after?: boolean;
}

export interface DbgptClient {
  readonly url: string;
  /** @throws ModelTrayError `dbgpt_not_found` (nothing there, or no DB-GPT), `wrong_version` (one without this API) */
  list(): Promise<RunningModel[]>;
  /** Creates and starts; kept by DB-GPT over a restart. Throws ModelTrayError `dbgpt_refused` with DB-GPT's words. */
  create(body: ModelBody): Promise<void>;
  /** Stops, and deletes what DB-GPT keeps of it with `delete_after`. Throws as `create` does. */
  stop(body: ModelBody): Promise<void>;
}

export const modelsPath = '/api/v2/serve/model/models';
export const stopPath = `${modelsPath}/stop`;

const readMs = 5_000;
/** DB-GPT answers once the worker runs. */
const changeMs = 60_000;

const envelopeSchema = z.object({
  success: z.boolean(),
  err_code: z.string().nullish(),
  err_msg: z.string().nullish(),
  data: z.unknown(),
});
const modelsSchema = z.array(
  z.object({ model_name: z.string(), worker_type: z.string(), healthy: z.boolean().nullish() }),
);
const healthSchema = z.object({ status: z.literal('ok') });

export function createDbgptClient(net: Net, port: number, clock: Pick<Clock, 'after'>): DbgptClient {
  const url = `http://127.0.0.1:${port}`;
  const ask = (path: string, body?: ModelBody): Promise<TextAnswer> =>
    requestText(net, {
      purpose: 'dbgpt',
      url: url + path,
      reach: 'this-machine',
      timeoutMs: body === undefined ? readMs : changeMs,
      clock,
      ...(body === undefined
        ? {}
        : {
            method: 'POST' as const,
            headers: ['content-type', 'application/json'],
            body: JSON.stringify(body),
          }),
    });
  const change = async (path: string, body: ModelBody): Promise<void> => {
    const answer = await ask(path, body).catch((thrown: unknown) => {
      throw refused(String(thrown instanceof Error ? thrown.message : thrown), thrown);
    });
    if (dataOf(answer) === false) throw refused('false');
  };
  return {
    url,
    async list() {
      const health = await ask('/api/health').catch(() => null);
      if (health === null || !healthSchema.safeParse(parsed(health.text)).success) throw notFound(url);
      const answer = await ask(modelsPath).catch(() => null);
      if (answer === null) throw notFound(url);
      if (answer.status === 404 || answer.status === 405)
        throw new ModelTrayError('wrong_version', message('sync.api.tooOld', { url }));
      const models = modelsSchema.safeParse(dataOf(answer));
      if (!models.success) throw notFound(url);
      return models.data.map(({ model_name, worker_type, healthy }) => ({
        // A name may carry its type, `qwen3@llm`, and holds no other `@`.
        name: model_name.replace(/@\w+$/, ''),
        type: worker_type,
        isHealthy: healthy !== false,
      }));
    },
    create: (body) => change(modelsPath, body),
    stop: (body) => change(stopPath, body),
  };
}

/** @throws ModelTrayError `dbgpt_refused` */
function dataOf({ status, text }: TextAnswer): unknown {
  const envelope = envelopeSchema.safeParse(parsed(text));
  if (!envelope.success) throw refused(`HTTP ${status}: ${inShort(text)}`);
  const { success, err_code: code, err_msg: said, data } = envelope.data;
  if (!success) throw refused([code, said].filter((part) => (part ?? '') !== '').join(': '));
  return data;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function refused(said: string, cause?: unknown): ModelTrayError {
  const text = inShort(said === '' ? '–' : said);
  return new ModelTrayError('dbgpt_refused', message('error.dbgpt_refused', { text }), { cause });
}

function notFound(url: string): ModelTrayError {
  return new ModelTrayError('dbgpt_not_found', message('error.dbgpt_not_found', { url }));
}

function inShort(text: string): string {
  return text.length > 500 ? `${text.slice(0, 500)}…` : text;
}

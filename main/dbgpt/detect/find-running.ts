/**
 * Looks whether a DB-GPT answers on this machine, when its user asks for it. Two reads: `/api/health`, which every version
 * since 0.4 answers with `{"status":"ok"}` (dbgpt/model/cluster/controller), as many other programs do, and the list of
 * its models beside it, which only DB-GPT has.
 */
import { z } from 'zod';
import type { RunningDbgpt } from '../../../shared/exports.ts';
import type { Net } from '../../net/net.ts';
import { requestText } from '../../net/request-text.ts';

const healthSchema = z.object({ status: z.literal('ok') });
/** `model_name` is `name@llm`, `name@text2vec` or `name@service`. */
const modelsSchema = z.array(z.object({ model_name: z.string() }));

const timeoutMs = 2_000;

/** Null where nothing answers there, or something else. */
export async function findRunningDbgpt(net: Net, port: number): Promise<RunningDbgpt | null> {
  const url = `http://127.0.0.1:${port}`;
  const read = async <Result>(path: string, schema: z.ZodType<Result>): Promise<Result | null> => {
    try {
      const answer = await requestText(net, {
        purpose: 'dbgpt',
        url: url + path,
        reach: 'this-machine',
        timeoutMs,
        maxBytes: 1024 * 1024,
      });
      return answer.status === 200 ? (schema.safeParse(JSON.parse(answer.text)).data ?? null) : null;
    } catch {
      return null; // Nothing listens there, or it speaks no JSON: not a DB-GPT either way.
    }
  };
  if ((await read('/api/health', healthSchema)) === null) return null;
  const models = await read('/api/controller/models', modelsSchema);
  if (models === null) return null;
  const names = models.flatMap(({ model_name }) => /^(.*)@llm$/.exec(model_name)?.[1] ?? []);
  return { url, models: [...new Set(names)] };
}

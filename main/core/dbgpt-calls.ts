/** What is there of DB-GPT on this machine: its folder, its configuration, and whether it runs. Writes nothing. */
import { homedir } from 'node:os';
import type { Api, CallParsed } from '../../shared/api.ts';
import type { ConfigReport } from '../../shared/exports.ts';
import { ModelTrayError } from '../../shared/errors.ts';
import { message } from '../../shared/i18n/index.ts';
import { qualifiedId } from '../../shared/model.ts';
import { fixedAliases } from '../../shared/settings.ts';
import { detectAround, detectDbgpt } from '../dbgpt/detect/detect-dbgpt.ts';
import type { DbgptHome } from '../dbgpt/detect/detect-dbgpt.ts';
import { findRunningDbgpt } from '../dbgpt/detect/find-running.ts';
import { findFolder, fullPath } from '../dbgpt/files/find-folder.ts';
import { readTarget, textOf } from '../dbgpt/files/read-target.ts';
import { judgeEnv } from '../dbgpt/judge/judge-env.ts';
import type { JudgeFacts } from '../dbgpt/judge/judge-facts.ts';
import { judgeToml } from '../dbgpt/judge/judge-toml.ts';
import type { CoreParts } from './parts.ts';

type DbgptCalls = Pick<Api['calls'], 'lookAtDbgpt' | 'findDbgpt' | 'judgeConfig'>;

export function createDbgptCalls(parts: CoreParts): DbgptCalls {
  return {
    lookAtDbgpt: async ({ folder }) => detectDbgpt(await findFolder(folder), dbgptHome()),
    findDbgpt: ({ port }) => findRunningDbgpt(parts.net, port),
    judgeConfig: (input) => judge(parts, input),
  };
}

/** DB-GPT's own folder as it is for whoever runs ModelTray. */
export function dbgptHome(): DbgptHome {
  return { home: homedir(), dbgptHome: process.env['DBGPT_HOME'] };
}

async function judge(parts: CoreParts, input: CallParsed<'judgeConfig'>): Promise<ConfigReport> {
  const wanted = input.for ?? null;
  if ('text' in input) {
    const facts = judgeFacts(parts, wanted);
    return input.kind === 'env' ? judgeEnv(input.text, facts) : judgeToml(input.text, facts);
  }
  const path = fullPath(input.path);
  const file = await readTarget(path);
  if (file.bytes === null)
    throw new ModelTrayError('file_not_found', message('error.file_not_found', { path }));
  const text = textOf(file);
  const facts = judgeFacts(parts, wanted ?? (await detectAround(path, dbgptHome()))?.for ?? null);
  return { ...(path.endsWith('.toml') ? judgeToml(text, facts) : judgeEnv(text, facts)), path };
}

export function judgeFacts(parts: CoreParts, target: JudgeFacts['target']): JudgeFacts {
  const { runner, settings, list, upstreams } = parts;
  const aliases = new Set<string>([...fixedAliases, ...settings.get().routes.map(({ alias }) => alias)]);
  const listed = list().flatMap(({ slug }) =>
    upstreams.facts(slug).models.flatMap(({ id }) => [id, qualifiedId({ upstream: slug, model: id })]),
  );
  const models = new Set(listed);
  return {
    ports: new Set([runner.state().port]),
    servers: settings.get().upstreams.map(({ slug, name, baseUrl }) => ({ slug, name, baseUrl })),
    isKnownModel: (name) => aliases.has(name) || models.has(name),
    target,
  };
}

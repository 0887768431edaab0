/** The commands that start DB-GPT with what was exported, and what a container needs for it. Pure. */
import type { ExportSnippet, ExportTarget } from '../../../shared/exports.ts';
import type { ExportFacts } from '../facts.ts';
import { reads } from '../version.ts';
import { dockerHost } from './addresses.ts';
import { quoted } from './stock-env.ts';
import { createWords } from './words.ts';

/** Where the file is, as a command has to name it. */
export interface StartPlace {
  /** From the folder that DB-GPT is started in, or in full. */
  path: string;
  /** It lies where DB-GPT looks for profiles. */
  isProfile: boolean;
}

const stockConfig = 'configs/dbgpt-proxy-openai.toml';
const image = 'eosphorosai/dbgpt-openai:latest';
/** The service of DB-GPT's own compose file. */
const service = 'webserver';
export const composeFileName = 'docker-compose.modeltray.yml';

/** `version`: DB-GPT's where it is known; a `.env` of an unknown one is taken for the newest that reads it. */
export function startCommands(
  target: ExportTarget,
  { variant, version }: Pick<ExportFacts, 'variant' | 'version'>,
  place: StartPlace,
): string[] {
  if (variant === 'docker') return dockerCommands(target, place);
  switch (target) {
    case '0.6':
      return [`python ${reads('appFolder', version, '0.6') ? 'dbgpt/app' : 'pilot/server'}/dbgpt_server.py`];
    case '0.7':
      return [`uv run dbgpt start webserver --config ${shellWord(place.path)}`];
    case '0.8':
      return place.isProfile
        ? ['dbgpt start web --profile modeltray']
        : [`dbgpt start web --config ${shellWord(place.path)}`];
    case 'stock-env':
      return [`. ${shellWord(here(place.path))}`, `uv run dbgpt start webserver --config ${stockConfig}`];
  }
}

/** What DB-GPT's own compose file needs on top; used with a second `-f`. */
export function composeSnippets(
  target: ExportTarget,
  facts: Pick<ExportFacts, 'variant' | 'locale'>,
  place: StartPlace,
): ExportSnippet[] {
  if (facts.variant !== 'docker') return [];
  const { t } = createWords(facts);
  const lines = [
    `# ${t('export.comment.compose')}`,
    'services:',
    `  ${service}:`,
    '    extra_hosts:',
    `      - "${dockerHost}:host-gateway"`,
    ...composeBody(target, place).map((line) => `    ${line}`),
  ];
  return [{ fileName: composeFileName, text: `${lines.join('\n')}\n` }];
}

/** `up` with that second file. */
const composeCommand = `docker compose -f docker-compose.yml -f ${composeFileName} up -d`;

function dockerCommands(target: ExportTarget, { path }: StartPlace): string[] {
  // Which image has 0.6.3 is for its user to know; `latest` is a newer one.
  if (target === '0.6') return [composeCommand];
  const run = `docker run -p 5670:5670 --add-host=${dockerHost}:host-gateway`;
  const start = 'dbgpt start webserver --config /app/configs';
  if (target === 'stock-env')
    return [`${run} --env-file ${shellWord(path)} ${image} ${start}/dbgpt-proxy-openai.toml`];
  const mount = `-v ${shellWord(`${here(path)}:/app/configs/modeltray.toml`)}`;
  return [`${run} ${mount} ${image} ${start}/modeltray.toml`];
}

function composeBody(target: ExportTarget, { path }: StartPlace): string[] {
  if (target === '0.6') return ['volumes:', `  - ${yamlText(`${here(path)}:/app/.env`)}`];
  const command = 'command: dbgpt start webserver --config /app/configs';
  if (target === 'stock-env')
    return ['env_file:', `  - ${yamlText(here(path))}`, `${command}/dbgpt-proxy-openai.toml`];
  const mount = yamlText(`${here(path)}:/app/configs/modeltray.toml`);
  return ['volumes:', `  - ${mount}`, `${command}/modeltray.toml`];
}

/** With `./` in front of a path that has no root: without it, Docker and a shell look elsewhere. */
function here(path: string): string {
  return /^(?:[\\/~]|[A-Za-z]:[\\/])/.test(path) ? path : `./${path}`;
}

/** A word for a shell: quoted only where it has to be. */
function shellWord(word: string): string {
  return /^[\w./:~@%+=,\\-]+$/.test(word) ? word : quoted(word);
}

/** A YAML scalar: JSON's strings are YAML's. */
function yamlText(text: string): string {
  return JSON.stringify(text);
}

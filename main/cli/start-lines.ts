import type { AliasState, AppState } from '../../shared/app-state.ts';
import type { Message, Translate } from '../../shared/i18n/index.ts';
import type { Location } from '../../shared/location.ts';

/** What a start without a window has to say for itself. */
export interface StartFacts {
  state: AppState;
  /** The panel's link, token included; null where it serves no pages. */
  panelLink: string | null;
  /** False where the default ports were not looked at. */
  hasLooked: boolean;
  platform: NodeJS.Platform;
  /** `npx modeltray`, and the data folder to add where it is not the usual one. */
  command: CommandFacts;
}

export interface CommandFacts {
  program: string;
  dataDir: string | null;
}

type Render = (message: Message) => string;

/** The lines after "Building …": what answers, where, and how to go on. */
export function renderStartLines(facts: StartFacts, t: Translate, render: Render): string[] {
  const { state, command, panelLink } = facts;
  return [
    ...answererLines(facts, t),
    ...state.notices
      .filter(({ level, id }) => level !== 'info' && id !== 'no-server')
      .map(({ text }) => t('start.notice', { text: render(text) })),
    t('start.proxy', { url: state.proxy.baseUrl }),
    ...(panelLink === null ? [] : [t('start.panel', { url: panelLink })]),
    ...tryLines(facts, t),
    ...(state.settings.proxy.requireKey === 'always'
      ? [t('start.keyHint', { command: commandLine(command, 'status --show-key') })]
      : []),
    t('start.next', { command: commandLine(command, 'export --for 0.7') }),
  ];
}

/** `npx modeltray export --for 0.7 --data '/a b'`. */
export function commandLine({ program, dataDir }: CommandFacts, words: string): string {
  const data =
    dataDir === null ? '' : ` --data ${/^[\w@%+=:,./~\\-]+$/.test(dataDir) ? dataDir : `"${dataDir}"`}`;
  return `${program} ${words}${data}`;
}

function answererLines(facts: StartFacts, t: Translate): string[] {
  const { state, command } = facts;
  const { active, demo } = state;
  if (demo.isPinned) return [t('start.demoPinned')];
  if (active !== null && !active.isDemo) return [activeLine(active, t)];
  const demoLine = active === null ? [] : [t('start.demoAnswers')];
  const servers = state.upstreams.filter(({ kind }) => kind !== 'demo');
  if (servers.some(({ models }) => models.some(({ type }) => type === 'chat'))) {
    return [...demoLine, t('start.noModel', { command: commandLine(command, 'use <model>') })];
  }
  if (servers.length > 0) return joinSentences(t('start.noModels'), demoLine);
  const missing = t(facts.hasLooked ? 'start.noServer' : 'start.notLooked');
  if (active !== null) return joinSentences(missing, demoLine);
  const add = commandLine(command, 'upstream add http://127.0.0.1:11434');
  return [missing, t('start.addServer', { command: add })];
}

/** On one line. Chinese sentences follow each other without a space. */
function joinSentences(first: string, more: readonly string[]): string[] {
  return [[first, ...more].join(first.endsWith('。') ? '' : ' ')];
}

function activeLine(active: AliasState, t: Translate): string {
  return t('start.active', {
    model: active.model,
    server: active.upstreamName,
    location: t(`location.${active.location satisfies Location}`),
    why: t(`choice.${active.chosen}`),
  });
}

function tryLines({ state, platform }: StartFacts, t: Translate): string[] {
  const url = `${state.proxy.baseUrl}/chat/completions`;
  const needsKey = state.settings.proxy.requireKey === 'always';
  if (platform !== 'win32') return [t('start.try', { curl: posixCurl(url, needsKey) })];
  return [
    t('start.tryCmd', { curl: cmdCurl(url, needsKey) }),
    t('start.tryPowerShell', { curl: powerShellRequest(url, needsKey) }),
  ];
}

/** In ASCII whatever the language: a console's code page would garble anything else on its way. */
const question = '{"model":"active","messages":[{"role":"user","content":"hello"}]}';
const bearer = 'Authorization: Bearer YOUR-KEY';

function posixCurl(url: string, needsKey: boolean): string {
  const key = needsKey ? ` -H '${bearer}'` : '';
  return `curl ${url} -H 'Content-Type: application/json'${key} -d '${question}'`;
}

function cmdCurl(url: string, needsKey: boolean): string {
  const key = needsKey ? ` -H "${bearer}"` : '';
  return `curl ${url} -H "Content-Type: application/json"${key} -d "${question.replaceAll('"', '\\"')}"`;
}

/** Windows PowerShell drops the quotes inside an argument of a program, so its own command is asked. */
function powerShellRequest(url: string, needsKey: boolean): string {
  const key = needsKey ? ` -Headers @{Authorization='Bearer YOUR-KEY'}` : '';
  return `(irm ${url} -Method Post -ContentType application/json${key} -Body '${question}').choices[0].message.content`;
}

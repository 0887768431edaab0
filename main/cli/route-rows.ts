/** Routes and where a request would go, as lines and as the documents of `--json`. */
import type { AppState } from '../../shared/app-state.ts';
import { describeOptions } from '../../shared/describe-options.ts';
import { describeRule, grouped } from '../../shared/describe-rule.ts';
import { renderMessage } from '../../shared/i18n/index.ts';
import type { Locale, Translate } from '../../shared/i18n/index.ts';
import { qualifiedId } from '../../shared/model.ts';
import type { Pool, Route, Strategy } from '../../shared/settings.ts';
import { ownAddress } from '../../shared/slug.ts';
import { alignColumns } from './columns.ts';

/** A route as `--json` shows it: as in the settings, with its address and its rules as sentences beside. */
export function describeRoute(route: Route, { proxy }: AppState, locale: Locale): object {
  const { alias, pools, rules, locks, allowLargerContext, options, chosen } = route;
  return {
    alias,
    address: ownAddress(proxy.baseUrl, alias),
    chosen,
    pools,
    rules: rules.map((rule) => ({ sentence: renderMessage(locale, describeRule(rule)), ...rule })),
    locks,
    allowLargerContext,
    options,
  };
}

/** One line per alias: its own address, where it leads first, and how much more there is to it. */
export function renderRoutes(routes: readonly Route[], { proxy }: AppState, t: Translate): string[] {
  return alignColumns(
    routes.map(({ alias, pools, rules }) => {
      const candidates = pools.flatMap((pool) => pool.candidates);
      const [first] = candidates;
      return [
        alias,
        ownAddress(proxy.baseUrl, alias),
        first === undefined ? t('cli.status.none') : qualifiedId(first),
        candidates.length > 1 ? t('cli.server.models', { count: candidates.length }) : '',
        rules.length > 0 ? t('cli.route.rules', { count: rules.length }) : '',
      ];
    }),
  );
}

/** A whole route, with its rules as sentences. */
export function renderRoute(route: Route, state: AppState, t: Translate, locale: Locale): string[] {
  const locks = (['onlyThisMachine', 'noCloud'] as const).filter((lock) => route.locks[lock]);
  const rules = route.rules.map((rule) => renderMessage(locale, describeRule(rule)));
  return [
    ...alignColumns([
      [t('cli.route.alias'), route.alias],
      [t('cli.route.address'), ownAddress(state.proxy.baseUrl, route.alias)],
      ...(locks.length === 0
        ? []
        : [[t('cli.route.locks'), locks.map((lock) => t(`lock.${lock}`)).join(', ')]]),
    ]),
    ...route.pools.flatMap((pool, at) => [poolTitle(at, pool, t), ...candidateRows(pool, state, t)]),
    ...numbered(t('cli.route.ruleList'), rules),
    ...optionRows(route, t, locale),
  ];
}

function optionRows({ options }: Route, t: Translate, locale: Locale): string[] {
  const sentences = describeOptions(options).map((one) => `  ${renderMessage(locale, one)}`);
  return sentences.length === 0 ? [] : [t('cli.route.options'), ...sentences];
}

/** `Group 1, Here (round-robin)` */
export function poolTitle(
  index: number,
  { name, strategy }: { name?: string | null | undefined; strategy: Strategy },
  t: Translate,
): string {
  const facts = { number: index + 1, strategy: t(`strategy.${strategy}`) };
  return typeof name === 'string' ? t('cli.route.poolNamed', { name, ...facts }) : t('cli.route.pool', facts);
}

/** A title and below it what is numbered from 1; nothing where there is none. */
export function numbered(title: string, rows: readonly string[]): string[] {
  return rows.length === 0 ? [] : [title, ...rows.map((row, at) => `  ${at + 1}. ${row}`)];
}

export function contextCell(tokens: number | null, t: Translate): string {
  return tokens === null ? '' : t('cli.model.context.loaded', { loaded: grouped(tokens) });
}

function candidateRows({ candidates }: Pool, { upstreams }: AppState, t: Translate): string[] {
  const rows = candidates.map((candidate) => {
    const server = upstreams.find(({ slug }) => slug === candidate.upstream);
    const info = server?.models.find(({ id }) => id === candidate.model);
    return [
      qualifiedId(candidate),
      server === undefined ? t('passed-over.no-server') : t(`location.${info?.location ?? server.location}`),
      server === undefined ? '' : t(`health.${server.health}`),
      contextCell(info?.context.loaded ?? null, t),
      candidate.weight === undefined ? '' : t('cli.route.weight', { weight: candidate.weight }),
    ];
  });
  return alignColumns(rows).map((row) => `    ${row}`);
}

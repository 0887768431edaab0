import { message } from '../../shared/i18n/index.ts';
import type { Message } from '../../shared/i18n/index.ts';
import { settingsSchema } from '../../shared/settings.ts';
import type { Settings } from '../../shared/settings.ts';
import { describeIssues } from './describe-issue.ts';

export type Validated = { ok: true; settings: Settings } | { ok: false; reason: Message };

/** Checks settings of our own version. Nothing is mended: what does not fit is said. */
export function validateSettings(raw: unknown): Validated {
  const parsed = settingsSchema.safeParse(raw);
  if (!parsed.success) return { ok: false, reason: describeIssues(parsed.error.issues) };
  const reason = findRepeat(parsed.data) ?? findClash(parsed.data) ?? findLostPool(parsed.data.routes);
  return reason === null ? { ok: true, settings: parsed.data } : { ok: false, reason };
}

function findRepeat({ upstreams, routes }: Settings): Message | null {
  const slugs = upstreams.map(({ slug }) => slug);
  const aliases = routes.map(({ alias }) => alias);
  return (
    firstRepeat('upstreams', 'slug', slugs) ?? firstRepeat('routes', 'alias', aliases) ?? repeatedPool(routes)
  );
}

function repeatedPool(routes: Settings['routes']): Message | null {
  const found = routes.map(({ pools }, index) =>
    firstRepeat(
      `routes[${index}].pools`,
      'name',
      pools.map(({ name }, at) => name ?? at),
    ),
  );
  return found.find((reason) => reason !== null) ?? null;
}

function firstRepeat(list: string, name: string, values: readonly (string | number)[]): Message | null {
  const index = values.findIndex((value, at) => values.indexOf(value) < at);
  const value = values[index];
  return value === undefined
    ? null
    : message('settings.reason.twice', { field: `${list}[${index}].${name}`, value });
}

/** An alias and a server cannot share a name: `/r/<name>/v1` is the address of one of them. */
function findClash({ upstreams, routes }: Settings): Message | null {
  const index = routes.findIndex(({ alias }) => upstreams.some(({ slug }) => slug === alias));
  const value = routes[index]?.alias;
  return value === undefined
    ? null
    : message('settings.reason.aliasIsServer', { field: `routes[${index}].alias`, value });
}

/** A rule whose group is not there would never do what its sentence says. */
function findLostPool(routes: Settings['routes']): Message | null {
  for (const [index, { pools, rules }] of routes.entries()) {
    const at = rules.findIndex(({ pool }) => !pools.some(({ name }) => name === pool));
    const value = rules[at]?.pool;
    const field = `routes[${index}].rules[${at}].pool`;
    if (value !== undefined) return message('settings.reason.noPool', { field, value });
  }
  return null;
}

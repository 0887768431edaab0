import { settingsSchema, settingsVersion } from '../../shared/settings.ts';
import type { Settings } from '../../shared/settings.ts';
import type { RawSettings } from './migrations.ts';

/** What a field becomes when it cannot be read and its default would be the looser choice. */
const tight: Readonly<Record<string, unknown>> = {
  locks: { onlyThisMachine: true, noCloud: true },
  'locks.onlyThisMachine': true,
  'locks.noCloud': true,
  proxy: { requireKey: 'always' },
  'proxy.requireKey': 'always',
};

/**
 * As much of a newer version's settings as this version understands. What it does not understand takes its default,
 * except where the default would let more through than the user may have wanted.
 */
export function salvageSettings(raw: RawSettings): Settings {
  const draft: RawSettings = { ...structuredClone(raw), version: settingsVersion };
  for (;;) {
    const parsed = settingsSchema.safeParse(draft);
    if (parsed.success) return withoutClashes(withoutRepeats(parsed.data));
    const [issue] = parsed.error.issues;
    const isMended =
      issue?.code === 'unrecognized_keys'
        ? issue.keys.map((key) => removeKey(draft, [...issue.path, key])).some(Boolean)
        : issue !== undefined && replaceField(draft, issue.path);
    if (!isMended) return tightest();
  }
}

function tightest(): Settings {
  return settingsSchema.parse({ version: settingsVersion, locks: tight.locks, proxy: tight.proxy });
}

/** Takes out what `path` leads to, inside a list the whole item. False where nothing was there. */
function replaceField(draft: RawSettings, path: readonly PropertyKey[]): boolean {
  const itemAt = path.findIndex((part) => typeof part === 'number');
  if (itemAt >= 0) return removeItem(draft, path.slice(0, itemAt + 1));
  const isRemoved = removeKey(draft, path);
  const replacement = tight[path.join('.')];
  const holder = lookup(draft, path.slice(0, -1));
  if (isRemoved && replacement !== undefined && isGroup(holder))
    holder[String(path.at(-1))] = structuredClone(replacement);
  return isRemoved;
}

function removeItem(draft: RawSettings, path: readonly PropertyKey[]): boolean {
  const list = lookup(draft, path.slice(0, -1));
  return Array.isArray(list) && list.splice(Number(path.at(-1)), 1).length > 0;
}

function removeKey(draft: RawSettings, path: readonly PropertyKey[]): boolean {
  const holder = lookup(draft, path.slice(0, -1));
  const key = String(path.at(-1));
  return isGroup(holder) && Object.hasOwn(holder, key) && Reflect.deleteProperty(holder, key);
}

function lookup(draft: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((holder, part) => {
    if (Array.isArray(holder)) return holder[Number(part)];
    return isGroup(holder) && Object.hasOwn(holder, part) ? holder[String(part)] : undefined;
  }, draft);
}

function isGroup(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function withoutRepeats(settings: Settings): Settings {
  return {
    ...settings,
    upstreams: settings.upstreams.filter(
      ({ slug }, at, all) => all.findIndex((other) => other.slug === slug) === at,
    ),
    routes: settings.routes.filter(
      ({ alias }, at, all) => all.findIndex((other) => other.alias === alias) === at,
    ),
  };
}

/** What `validateSettings` refuses besides: an alias that is a server's name, a rule that names no group of its route. */
function withoutClashes(settings: Settings): Settings {
  const isServer = (alias: string): boolean => settings.upstreams.some(({ slug }) => slug === alias);
  const routes = settings.routes.filter(({ alias }) => !isServer(alias));
  return {
    ...settings,
    routes: routes.map((route) => ({
      ...route,
      rules: route.rules.filter((rule) => route.pools.some(({ name }) => name === rule.pool)),
    })),
  };
}

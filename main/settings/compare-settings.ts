/** Two settings side by side, field by field, for somebody who decides whether to take the second. Pure. */
import { isDeepStrictEqual } from 'node:util';
import type { SettingChange } from '../../shared/settings-change.ts';
import type { Settings } from '../../shared/settings.ts';
import { classifyEdit } from './classify-edit.ts';

const longestText = 160;

/** In the order of the file. `hasKey` as in `classifyEdit`. */
export function compareSettings(
  before: Settings,
  after: Settings,
  hasKey: (slug: string) => boolean,
): SettingChange[] {
  const { widens } = classifyEdit(before, after, hasKey);
  const from = fieldsOf(before);
  const to = fieldsOf(after);
  const names = [...new Set([...to.keys(), ...from.keys()])];
  return names
    .filter((field) => !isDeepStrictEqual(from.get(field), to.get(field)))
    .map((field) => ({
      field,
      before: textOf(from.get(field)),
      after: textOf(to.get(field)),
      widens: widens.some((one) => one === field || one.startsWith(`${field}.`)),
    }));
}

/** Groups by field; servers and routes whole, by their names; a list of anything else as one value. */
function fieldsOf({ version: _version, upstreams, routes, ...groups }: Settings): Map<string, unknown> {
  const fields = Object.entries(groups).flatMap(([group, value]): [string, unknown][] =>
    Array.isArray(value)
      ? [[group, value]]
      : Object.entries(value).map(([name, field]) => [`${group}.${name}`, field]),
  );
  return new Map([
    ...upstreams.map((one): [string, unknown] => [`upstreams.${one.slug}`, one]),
    ...routes.map((one): [string, unknown] => [`routes.${one.alias}`, one]),
    ...fields,
  ]);
}

function textOf(value: unknown): string | null {
  if (value === undefined) return null;
  const text = JSON.stringify(value);
  return text.length > longestText ? `${text.slice(0, longestText)}…` : text;
}

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
  const reason = findRepeat(parsed.data);
  return reason === null ? { ok: true, settings: parsed.data } : { ok: false, reason };
}

function findRepeat({ upstreams, routes }: Settings): Message | null {
  return (
    firstRepeat(
      'upstreams',
      'slug',
      upstreams.map(({ slug }) => slug),
    ) ??
    firstRepeat(
      'routes',
      'alias',
      routes.map(({ alias }) => alias),
    )
  );
}

function firstRepeat(list: string, name: string, values: readonly string[]): Message | null {
  const index = values.findIndex((value, at) => values.indexOf(value) < at);
  const value = values[index];
  return value === undefined
    ? null
    : message('settings.reason.twice', { field: `${list}[${index}].${name}`, value });
}

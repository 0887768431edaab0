/**
 * Settings that leave this machine or come from another one, as text. They hold no key of any kind, and nothing of what
 * only this installation has been through.
 */
import { message } from '../../shared/i18n/index.ts';
import { settingsVersion } from '../../shared/settings.ts';
import type { Settings } from '../../shared/settings.ts';
import { parseSettingsText } from './load-settings.ts';
import { migrateSettings } from './migrations.ts';
import type { RawSettings } from './migrations.ts';
import { validateSettings } from './validate.ts';
import type { Validated } from './validate.ts';

const format = 'modeltray-settings';

/** One JSON document. */
export function exportSettings(settings: Settings, from: { version: string; now: number }): string {
  const portable = {
    ...without(settings, 'recent'),
    demo: without(settings.demo, 'retired'),
    window: without(settings.window, 'firstRunDone'),
    notifications: without(settings.notifications, 'cloudWasUsed'),
  };
  const head = { format, modeltray: from.version, exportedAt: new Date(from.now).toISOString() };
  return `${JSON.stringify({ ...head, settings: portable }, null, 2)}\n`;
}

function without<Group extends object, Name extends keyof Group & string>(
  group: Group,
  name: Name,
): Omit<Group, Name> {
  const kept = { ...group };
  Reflect.deleteProperty(kept, name);
  return kept;
}

/** Reads such a document, or a `settings.json` as it is. Nothing is mended: what does not fit is said, by its field. */
export function readSettingsText(text: string): Validated {
  const parsed = parseSettingsText(text, unwrap);
  if (!parsed.ok) return parsed;
  if (parsed.version > settingsVersion) return { ok: false, reason: message('settings.reason.newer') };
  return validateSettings(migrateSettings(parsed.raw, parsed.version, settingsVersion));
}

function unwrap(value: RawSettings): unknown {
  return value['format'] === format ? value['settings'] : value;
}

/** What an imported document brings, with what this installation has been through. */
export function withOwnPast(imported: Settings, own: Settings): Settings {
  return {
    ...imported,
    recent: own.recent.filter(({ upstream }) => imported.upstreams.some(({ slug }) => slug === upstream)),
    demo: { ...imported.demo, retired: own.demo.retired },
    window: { ...imported.window, firstRunDone: own.window.firstRunDone },
    notifications: { ...imported.notifications, cloudWasUsed: own.notifications.cloudWasUsed },
  };
}

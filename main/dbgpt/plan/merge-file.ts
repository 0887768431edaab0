/** What a user's file becomes by an export: our lines or tables put into it, and the rest as it was. Pure. */
import { ModelTrayError } from '../../../shared/errors.ts';
import type { ExportTarget } from '../../../shared/exports.ts';
import { createTranslate, locales, message } from '../../../shared/i18n/index.ts';
import type { Message } from '../../../shared/i18n/index.ts';
import { mergeEnv } from '../env/merge-env.ts';
import { findLast, parseEnv } from '../env/parse-env.ts';
import type { ExportFacts } from '../facts.ts';
import { envLines, envTitle } from '../targets/env-lines.ts';
import { renderText } from '../targets/render-export.ts';
import { tomlParts } from '../targets/toml-parts.ts';
import { mergeToml } from '../toml/merge-toml.ts';

/**
 * @param before the file's text, a byte order mark included; empty where nothing is there
 * @throws ModelTrayError `cannot_merge` where the file is written so that nothing can be put into it
 */
export function mergeIntoFile(
  before: string,
  path: string,
  facts: ExportFacts,
  target: ExportTarget,
): string {
  switch (target) {
    case '0.6':
      return mergeEnvFile(before, path, facts);
    case '0.7':
    case '0.8':
      return isBlank(before) ? renderText(facts, target) : mergeTomlFile(before, path, facts, target);
    case 'stock-env':
      if (!isBlank(before) && !isOurs(before)) throw cannotMerge(path, message('export.reason.foreign'));
      return renderText(facts, target);
  }
}

function mergeEnvFile(before: string, path: string, facts: ExportFacts): string {
  const lines = envLines(facts);
  const { text } = mergeEnv(before, lines, envTitle(facts));
  const after = parseEnv(text);
  // A quote that is opened at the file's end would swallow what is put behind it.
  if (lines.some(({ key, value }) => findLast(after, key)?.value !== value)) {
    const line = parseEnv(before).unreadable.at(-1) ?? 1;
    throw cannotMerge(path, message('export.reason.unreadable', { line }));
  }
  return text;
}

function mergeTomlFile(before: string, path: string, facts: ExportFacts, target: ExportTarget): string {
  const merged = mergeToml(before, tomlParts(facts, target));
  if (merged.ok) return merged.text;
  const { problem, said } = merged;
  throw cannotMerge(
    path,
    problem === 'syntax' ? message('export.reason.syntax', { said }) : message('export.reason.shape'),
  );
}

function isBlank(text: string): boolean {
  return text.replace('\uFEFF', '').trim() === '';
}

/** A file of environment that an earlier export wrote, in whichever language. */
function isOurs(text: string): boolean {
  return locales.some((locale) => {
    const t = createTranslate(locale);
    return ['export.comment.shell.title' as const, 'export.comment.envFile.title' as const].some((title) =>
      text.startsWith(`# ${t(title)}\n`),
    );
  });
}

function cannotMerge(path: string, reason: Message): ModelTrayError {
  return new ModelTrayError('cannot_merge', message('error.cannot_merge', { path, reason }));
}

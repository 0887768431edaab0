import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** @typedef {'en' | 'zh-CN'} Language */

/**
 * The language of what the scripts print before the program's own catalogues are there. The user's setting comes
 * first, then the locale of the terminal, then that of the system.
 * @param {{ env?: NodeJS.ProcessEnv, dataDir?: string | null, systemTag?: string }} [facts]
 * @returns {Language}
 */
export function detectLanguage({ env = process.env, dataDir = null, systemTag } = {}) {
  const set = dataDir === null ? null : languageSetting(dataDir);
  if (set !== null) return set;
  const tag = env.LC_ALL || env.LC_MESSAGES || env.LANG || systemTag || systemLocale();
  return /^zh(?:$|[-_.])/i.test(tag) ? 'zh-CN' : 'en';
}

/**
 * @param {string} dataDir
 * @returns {Language | null} null where it follows the system or can't be read
 */
function languageSetting(dataDir) {
  try {
    const { language } = JSON.parse(readFileSync(join(dataDir, 'settings.json'), 'utf8'));
    return language === 'en' || language === 'zh-CN' ? language : null;
  } catch {
    return null;
  }
}

function systemLocale() {
  return new Intl.DateTimeFormat().resolvedOptions().locale;
}

/**
 * What Chromium and GTK write to stderr on a machine where all is well: no session bus, no graphics card, no sound
 * module. What the app itself says is none of it.
 */
const noise = [
  /^\[\d+:(?:\d+:)?\d{4}\/\d{6}\.\d+:[A-Z]+\d*:/,
  /^(?:\([^)]*:\d+\): )?(?:Gtk|Gdk|GLib|GLib-GIO|GLib-GObject|dconf|libnotify)-(?:Message|WARNING|CRITICAL)\b/,
  /^(?:libva|MESA|libEGL|libGL|MESA-LOADER|vulkan)\b.*(?:error|warning|failed)/i,
];
const fatal = /^\[[^\]]*:FATAL:/;

/** @param {string} line */
export function isNoise(line) {
  return noise.some((sign) => sign.test(line));
}

/**
 * Passes text on by whole lines, without the noise. With `ELECTRON_ENABLE_LOGGING`, Electron's own wish for more, all
 * of it passes.
 * @param {(text: string) => void} write @param {NodeJS.ProcessEnv} env
 */
export function createNoiseFilter(write, env) {
  const passesAll = Boolean(env.ELECTRON_ENABLE_LOGGING);
  let rest = '';
  let lastWords = '';
  const passOn = (/** @type {readonly string[]} */ lines) => {
    for (const line of lines) {
      const isHeld = !passesAll && isNoise(line);
      if (!isHeld) write(`${line}\n`);
      else if (fatal.test(line)) lastWords = `${line}\n`;
    }
  };
  return {
    /** @param {string} text */
    push(text) {
      const lines = `${rest}${text}`.split(/\r?\n/);
      rest = lines.pop() ?? '';
      passOn(lines);
    },
    end() {
      if (rest !== '') passOn([rest]);
      rest = '';
    },
    /** The fatal line that was held back, if there was one. */
    lastWords: () => lastWords,
  };
}

/** What the filter held back, for a failure that nothing else explains. @param {string} text */
export function noiseIn(text) {
  const lines = text.split(/\r?\n/).filter(isNoise);
  return lines.map((line) => `${line}\n`).join('');
}

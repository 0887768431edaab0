/** Headers as they may be shown: whatever may be a secret is masked, rather too much of it than too little. */

const mask = '***';
/** Of a value no more is kept; nobody reads on, and ten thousand requests are. */
const longestValue = 512;
/** Of all headers of one message together, names too. */
const mostCharacters = 8192;

const secretName = /auth|key|token|secret|passw|credential|cookie|session|signature|jwt|csrf|xsrf/i;
/** Counters that name tokens of another kind: `x-ratelimit-remaining-tokens`. */
const harmlessName = /^x-ratelimit-|^openai-processing|^access-control-/i;

/** In a header of whatever name: schemes with a credential, keys by their makers' beginnings, JWTs. */
const secretValues: readonly (readonly [pattern: RegExp, shown: string])[] = [
  [/\b(bearer|basic|digest|negotiate)\s+[^\s,;]+/gi, `$1 ${mask}`],
  [/\b(?:sk|pk|rk|gsk|xai|hf|ghp|gho|ghs|github_pat|glpat|xox[abp]|AIza|AKIA|ya29)[-_.]?[\w-]{6,}/g, mask],
  [/\beyJ[\w-]+\.[\w-]+(?:\.[\w-]*)?/g, mask],
  [/([?&;]?[\w-]*(?:key|token|secret|passw|sig)[\w-]*=)[^&;,#\s]+/gi, `$1${mask}`],
  [/(:\/\/)[^/@\s]+@/g, `$1${mask}@`],
];

/** Which names are secret, learnt once: programs send the same ones over and over. */
const known = new Map<string, boolean>();
const mostKnown = 500;

function isSecretName(name: string): boolean {
  const found = known.get(name);
  if (found !== undefined) return found;
  const isSecret = secretName.test(name) && !harmlessName.test(name);
  if (known.size < mostKnown && name.length < 100) known.set(name, isSecret);
  return isSecret;
}

/**
 * For keeping, as one text of lines, names and values alternating: values of secret names are gone, the rest is cut to a
 * bound. Cheap, because every request passes here, and one text is all that stays of it; `shownHeaders` does the rest for
 * those that are looked at.
 */
export function keptHeaders(headers: readonly string[]): string {
  const kept: string[] = [];
  let size = 0;
  for (let at = 0; at + 1 < headers.length; at += 2) {
    size = keep(kept, headers[at] ?? '', headers[at + 1] ?? '', size);
    if (size > mostCharacters) break;
  }
  return kept.join('\n');
}

/** The same for headers as Node and undici give an answer's. */
export function keptAnswerHeaders(headers: Readonly<Record<string, string | string[] | undefined>>): string {
  const kept: string[] = [];
  let size = 0;
  for (const name in headers) {
    const value = headers[name];
    if (typeof value === 'string') size = keep(kept, name, value, size);
    else if (value !== undefined) for (const one of value) size = keep(kept, name, one, size);
    if (size > mostCharacters) break;
  }
  return kept.join('\n');
}

/** The size with this one; it is left out where it would be too much. */
function keep(kept: string[], name: string, value: string, size: number): number {
  const shown = isSecretName(name) ? mask : value.length > longestValue ? cut(value) : value;
  const now = size + name.length + shown.length;
  if (now <= mostCharacters) kept.push(name, shown);
  return now;
}

/** For showing: what looks like a secret in any value is masked, and every one of `secrets` wherever it stands. */
export function shownHeaders(kept: string, secrets: readonly string[]): string[] {
  if (kept === '') return [];
  return kept.split('\n').map((part, at) => (at % 2 === 0 ? part : maskValue(part, secrets)));
}

function maskValue(value: string, secrets: readonly string[]): string {
  const shown = secretValues.reduce((text, [pattern, to]) => text.replace(pattern, to), value);
  return secrets.reduce((text, secret) => (secret === '' ? text : text.replaceAll(secret, mask)), shown);
}

/** A secret at the cut would show its first half: nothing tells where it began, so the last word goes. */
function cut(value: string): string {
  return `${value.slice(0, longestValue).replace(/[^\s,;&]*$/, '')}…`;
}

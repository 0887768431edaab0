/** What a typed server address comes to: with a scheme, without trailing slashes; null where it is not one. */
export function normaliseAddress(typed: string): string | null {
  const text = typed.trim();
  const full = (/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`).replace(/(?<!:\/?)\/+$/, '');
  if (!/^https?:\/\/[^\s/?#@]+(\/[^\s?#]*)?$/i.test(full) || !URL.canParse(full)) return null;
  return full;
}

/** True for a host name or address without port, as the setting of allowed hosts takes it. */
export function isHostName(text: string): boolean {
  return /^[^\s/:?#@[\]]+$/.test(text) || /^\[[0-9a-f:.]+\]$/i.test(text);
}

/** True for an exact origin: scheme, host and perhaps a port. */
export function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text;
}

/** True where two server addresses lead to the same API: with or without `/v1`, by either name of the loopback. */
export function isSameAddress(a: string, b: string): boolean {
  return bareAddress(a) === bareAddress(b);
}

function bareAddress(address: string): string {
  const url = URL.parse(address);
  if (url === null) return address;
  const host = url.hostname === 'localhost' ? '127.0.0.1' : url.hostname;
  return `${url.protocol}//${host}:${url.port}${url.pathname.replace(/\/+$/, '').replace(/\/v1$/, '')}`;
}

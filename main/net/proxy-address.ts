/** What the address of a proxy says. Its login stays in `ProxyAddress`: nothing that is shown or logged has it. */
import { isProxyScheme } from '../../shared/proxy-address.ts';
import type { ProxyScheme } from '../../shared/proxy-address.ts';

export type ProxyKind = 'http' | 'https' | 'socks5' | 'socks4';

export interface ProxyAddress {
  kind: ProxyKind;
  /** Without brackets. */
  host: string;
  port: number;
  /** '' for none. */
  user: string;
  password: string;
  /** `socks5://127.0.0.1:7890`: without the login. */
  shown: string;
}

/** `socks` is what GNOME writes into ALL_PROXY; SOCKS 4 always hands the name over, as 4a does. */
const kinds: Readonly<Record<ProxyScheme, ProxyKind>> = {
  http: 'http',
  https: 'https',
  socks5: 'socks5',
  socks5h: 'socks5',
  socks: 'socks5',
  socks4a: 'socks4',
  socks4: 'socks4',
};

const defaultPorts: Readonly<Record<ProxyKind, number>> = {
  http: 80,
  https: 443,
  socks5: 1080,
  socks4: 1080,
};

/** Null where `text` is no URL, or of a scheme that cannot be used. */
export function readProxyAddress(text: string): ProxyAddress | null {
  if (!URL.canParse(text)) return null;
  const { protocol, hostname, port, username, password } = new URL(text);
  const scheme = protocol.slice(0, -1);
  if (!isProxyScheme(scheme) || hostname === '') return null;
  const kind = kinds[scheme];
  return {
    kind,
    host: hostname.toLowerCase().replace(/^\[|\]$/g, ''),
    port: port === '' ? defaultPorts[kind] : Number(port),
    user: plain(username),
    password: plain(password),
    shown: shownProxy(text),
  };
}

/** Without what may be a login, whether or not the text is a URL. */
export function shownProxy(text: string): string {
  const [, scheme = '', place = ''] = /^([a-z][a-z0-9+.-]*:\/\/)?(.*)$/is.exec(text) ?? [];
  return `${scheme}${place.replace(/^.*@/s, '').replace(/[/?#].*$/s, '')}`;
}

/** A `%` that encodes nothing is one. */
function plain(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

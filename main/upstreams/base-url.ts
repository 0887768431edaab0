/** Addresses as people type them, and the parts that a request is sent to. */

export interface UpstreamAddress {
  /** `http://127.0.0.1:11434`. */
  origin: string;
  host: string;
  port: number;
  /** Before the endpoint: `/v1`, `/compatible-mode/v1`, `/api/paas/v4`. */
  apiPath: string;
  /** Before the server's native paths: the same without its version. */
  nativePath: string;
}

/** What people paste behind the base: the endpoint itself. */
const pastedEndpoint = /\/(chat\/completions|completions|embeddings|models|rerank)$/;

/**
 * Splits a base URL, with or without `/v1`, or with a whole endpoint behind it. A path that ends in another version
 * (`/v4`) is taken as it stands.
 * @throws TypeError where `baseUrl` is no URL
 */
export function parseBaseUrl(baseUrl: string): UpstreamAddress {
  const known = parsed.get(baseUrl);
  if (known !== undefined) return known;
  const address = splitBaseUrl(baseUrl);
  // What users try out while they type must not grow without end.
  if (parsed.size >= 500) parsed.clear();
  parsed.set(baseUrl, address);
  return address;
}

/** Every request asks for its server's address: the same text is split once. */
const parsed = new Map<string, UpstreamAddress>();

function splitBaseUrl(baseUrl: string): UpstreamAddress {
  const url = new URL(baseUrl);
  const path = url.pathname.replace(/\/+$/, '').replace(pastedEndpoint, '').replace(/\/+$/, '');
  const isVersioned = /\/v\d+[a-z0-9]*$/.test(path);
  return {
    origin: url.origin,
    host: url.hostname,
    port: Number(url.port) || (url.protocol === 'https:' ? 443 : 80),
    apiPath: isVersioned ? path : `${path}/v1`,
    nativePath: isVersioned ? path.replace(/\/v\d+[a-z0-9]*$/, '') : path,
  };
}

/** The address of the same server with its API below another path: `/engines` gives `/engines/v1`. */
export function below(address: UpstreamAddress, basePath: string): UpstreamAddress {
  const nativePath = address.nativePath + basePath;
  return { ...address, nativePath, apiPath: `${nativePath}/v1` };
}

/** The shortest base URL that leads to an address. */
export function baseUrlOf({ origin, apiPath, nativePath }: UpstreamAddress): string {
  return origin + (apiPath === `${nativePath}/v1` ? nativePath : apiPath);
}

/** True if two base URLs lead to the same server and path. */
export function isSameAddress(a: string, b: string): boolean {
  const [one, two] = [parseBaseUrl(a), parseBaseUrl(b)];
  return (
    one.port === two.port &&
    one.apiPath === two.apiPath &&
    spelledAlike(one.host) === spelledAlike(two.host) &&
    one.origin.startsWith('https:') === two.origin.startsWith('https:')
  );
}

function spelledAlike(host: string): string {
  return host === 'localhost' || host === '[::1]' ? '127.0.0.1' : host;
}

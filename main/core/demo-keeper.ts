import type { Locale } from '../../shared/i18n/index.ts';
import { createTranslate } from '../../shared/i18n/index.ts';
import type { DemoServer } from '../upstreams/demo/server.ts';
import { parseBaseUrl } from '../upstreams/base-url.ts';
import { demoSlug } from './routes.ts';
import type { ListedUpstream } from './upstreams-service.ts';

/** The built-in demo as an upstream like any other. */
export interface DemoKeeper {
  readonly slug: string;
  /** Null while it is not running. */
  address(): string | null;
  /** What it listens on. */
  ports(): number[];
  listed(locale: Locale): ListedUpstream;
  start(): Promise<void>;
  stop(): Promise<void>;
}

export function createDemoKeeper(server: DemoServer): DemoKeeper {
  let baseUrl: string | null = null;
  return {
    slug: demoSlug,
    address: () => baseUrl,
    ports: () => (baseUrl === null ? [] : [parseBaseUrl(baseUrl).port]),
    listed: (locale) => ({
      slug: demoSlug,
      name: createTranslate(locale)('kind.demo'),
      kind: 'demo',
      baseUrl: baseUrl ?? 'http://127.0.0.1:0/v1',
    }),
    async start() {
      if (baseUrl === null) baseUrl = (await server.start(0)).baseUrl;
    },
    async stop() {
      baseUrl = null;
      await server.stop();
    },
  };
}

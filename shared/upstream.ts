import type { Location } from './location.ts';
import type { ModelInfo } from './model.ts';
import type { Message } from './i18n/index.ts';
import type { FixName, VerdictSummary } from './conformance.ts';

/** The software at an upstream. `other-proxy`: it forwards elsewhere, as we do. `demo` is the one inside ModelTray. */
export const upstreamKinds = [
  'ollama',
  'lm-studio',
  'llama-cpp',
  'vllm',
  'sglang',
  'tgi',
  'localai',
  'xinference',
  'text-generation-webui',
  'koboldcpp',
  'jan',
  'gpt4all',
  'fastchat',
  'mlx-lm',
  'docker-model-runner',
  'lemonade',
  'lmdeploy',
  'transformers-serve',
  'other-proxy',
  'openai-compatible',
  'demo',
] as const;
export type UpstreamKind = (typeof upstreamKinds)[number];

export type Health =
  'unknown' | 'healthy' | 'loading' | 'busy' | 'unreachable' | 'unauthorized' | 'rate-limited';

/**
 * The only gate between a server and a request. `unknown` and `unreachable` pass: the attempt itself is the
 * cheapest and freshest probe, and a server that just came back must not answer 503 until a timer has run.
 */
export function isRoutable(health: Health): boolean {
  return health !== 'unauthorized';
}

/** The key of a health's word. One that was looked at and not understood is not one that nobody has looked at. */
export function healthWord({
  health,
  checkedAt,
}: Pick<UpstreamState, 'health' | 'checkedAt'>): 'health.unclear' | `health.${Health}` {
  return health === 'unknown' && checkedAt !== null ? 'health.unclear' : `health.${health}`;
}

/**
 * What we hold of a server's key. `unconfirmed`: the server's scheme, host or port changed since the key was
 * entered, so it is not sent. `locked`: encrypted by the desktop app, unreadable here.
 */
export type KeyState = 'none' | 'stored' | 'unconfirmed' | 'locked';

/** One server as the window, the tray and the command line see it. */
export interface UpstreamState {
  slug: string;
  name: string;
  kind: UpstreamKind;
  baseUrl: string;
  location: Location;
  health: Health;
  /** Why it is so, where there is something to say. */
  healthDetail: Message | null;
  /** Milliseconds since the epoch since which it is so; null where it was never seen. */
  healthSince: number | null;
  /** Milliseconds since the epoch until which it is left alone after failures in a row; null where it is not. */
  pausedUntil: number | null;
  keyState: KeyState;
  hasKey: boolean;
  /** Milliseconds of the last model list. */
  latencyMs: number | null;
  /** As the server says it; null where it doesn't or was not asked yet. */
  version: string | null;
  /** The software's own name where `kind` is a group: `LiteLLM` of `other-proxy`. */
  product: string | null;
  /** The newest check of each model that was checked, newest first, at most eight. */
  verdicts: VerdictSummary[];
  /** Milliseconds since the epoch of the last look. */
  checkedAt: number | null;
  /** In its own order. */
  models: ModelInfo[];
  /** How many it lists, where `models` was cut. */
  modelCount: number;
  inFlight: number;
  /** How many requests each fix was applied to since start; those that were never needed are left out. */
  fixes: Readonly<Partial<Record<FixName, number>>>;
}

/** An upstream slug: `[a-z0-9-]+`, from a name in any script. `taken` slugs get a number behind. */
export function slugFor(name: string, fallback: string, taken: ReadonlySet<string>): string {
  const base = slugify(name) || slugify(fallback) || 'server';
  for (let n = 1; ; n += 1) {
    const slug = n === 1 ? base : `${base}-${n}`;
    if (!taken.has(slug)) return slug;
  }
}

function slugify(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40);
}

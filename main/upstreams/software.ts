/** Every software that can be recognised: the kinds, and where a kind is a group, each of its products. */
import type { UpstreamKind } from '../../shared/upstream.ts';
import type { KindProfile, Product } from './kinds/kind-profile.ts';
import { kindProfiles } from './kinds/index.ts';

/** A process of this machine, as far as its system tells. */
export interface ProcessInfo {
  pid: number;
  /** Without its path, `ollama` or `python3.11`. */
  name: string;
  /** The whole command line; null where the system keeps it to itself. */
  command: string | null;
}

export interface Software extends Product {
  kind: UpstreamKind;
  /** Its own name where the kind is a group. */
  product: string | null;
  isLoading: KindProfile['isLoading'];
  forwards: boolean;
}

export const allSoftware: readonly Software[] = Object.values(kindProfiles).flatMap((profile) => {
  const { products } = profile;
  if (products === undefined) return [{ ...profile, product: null }];
  return products.map((one): Software => ({ ...profile, ...one, product: one.name }));
});

/** The software of a kind; of a group, the product that is named, or what all of them share. */
export function softwareOf(kind: UpstreamKind, product: string | null): Software {
  const known = allSoftware.find((one) => one.kind === kind && one.product === product);
  return known ?? { ...kindProfiles[kind], product: null };
}

/** The kind that a default port suggests; null for a port that several kinds share, or none has. */
export function kindOfPort(port: number): UpstreamKind | null {
  const kinds = new Set(allSoftware.filter(({ ports }) => ports.includes(port)).map(({ kind }) => kind));
  const [only] = kinds;
  return kinds.size === 1 && only !== undefined ? only : null;
}

/** True if a process is called like one of `patterns`, by its name or by its command line. */
export function isCalled(patterns: readonly RegExp[], process: ProcessInfo): boolean {
  return calledAs(patterns, process) !== null;
}

/** What of a process fits one of `patterns`: `ollama`, or `python3 (vllm)` where its command line says it. */
export function calledAs(patterns: readonly RegExp[], { name, command }: ProcessInfo): string | null {
  if (patterns.some((pattern) => pattern.test(name))) return name;
  for (const pattern of patterns) {
    const part = pattern.exec(command ?? '')?.[0].trim();
    if (part !== undefined && part !== '') return `${name} (${part})`;
  }
  return null;
}

import { message } from '../../shared/i18n/index.ts';
import type { Message } from '../../shared/i18n/index.ts';
import type { UpstreamKind } from '../../shared/upstream.ts';
import type { Answer, Ask } from './ask.ts';
import { baseUrlOf } from './base-url.ts';
import { hintsFor, proven, stateOf } from './evidence.ts';
import type { Proof } from './evidence.ts';
import { ownProduct } from './kinds/proxy-products.ts';
import { rowsOf } from './kinds/model-list.ts';
import { textAt } from './read-json.ts';
import { isCalled, softwareOf } from './software.ts';
import type { ProcessInfo, Software } from './software.ts';
import { classify, findByHeader, findByOwner, findSuspects, isProvenByList } from './suspects.ts';

export type { ProcessInfo } from './software.ts';

/** What software answers at an address, and how we know. */
export interface Recognised {
  kind: UpstreamKind;
  /** The software's own name where `kind` is a group. */
  product: string | null;
  /** Where its API is: the address that was asked, or another path of it. Requests are forwarded below it. */
  baseUrl: string;
  evidence: Message[];
  /** Its answer to the model list's path, whatever its status. */
  list: Answer;
}

/** The list, LM Studio's greeting before it, and what is left for proof. */
const mostRequests = 4;

/**
 * What software answers. Asks quietly and in a safe order: one path after the other, and none that the software which it
 * may be would log as an error. `process` is a hint of what it may be. At most four requests. Null where what answers
 * speaks no such API. Rejects with the connection's error.
 */
export async function recognise(ask: Ask, process: ProcessInfo | null): Promise<Recognised | null> {
  const hints = { port: ask.address.port, path: ask.address.nativePath, process };
  const greeted = await greetLmStudio(ask, process);
  const list = await ask.api('/models');
  const proof = greeted.isIt ? proven(greeted.software) : findProof(list);
  if (proof !== null) return found(ask, list, proof, process);
  const suspects = findSuspects(list, hints).filter((one) => !greeted.wasAsked || one !== greeted.software);
  const left = mostRequests - 1 - (greeted.wasAsked ? 1 : 0);
  const one = await askForProof(ask, list, suspects, left);
  if (one !== null) return foundAt(ask, list, one, process);
  return unnamed(ask, list, suspects, process);
}

/** True for another ModelTray, and for a demo of one: no server to offer. */
export function isModelTray({ kind, product }: Pick<Recognised, 'kind' | 'product'>): boolean {
  return kind === 'demo' || product === ownProduct;
}

interface Greeted {
  software: Software;
  wasAsked: boolean;
  isIt: boolean;
}

/** Before the list, because LM Studio knows the path: where its port or a process speaks for it. */
async function greetLmStudio(ask: Ask, process: ProcessInfo | null): Promise<Greeted> {
  const software = softwareOf('lm-studio', null);
  const { confirm } = software.mark;
  const isHinted =
    software.ports.includes(ask.address.port) || (process !== null && isCalled(software.processes, process));
  if (confirm === null || !isHinted) return { software, wasAsked: false, isIt: false };
  return { software, wasAsked: true, isIt: confirm.isMatch(await ask.native(confirm.path)) };
}

function findProof(list: Answer): Proof | null {
  const byHeader = findByHeader(list);
  if (byHeader !== null) {
    const { software, header } = byHeader;
    return { software, evidence: message('evidence.header', { header }) };
  }
  const byOwner = findByOwner(list);
  if (byOwner === null) return null;
  return { software: byOwner.software, evidence: message('evidence.owner', { owner: byOwner.owner }) };
}

/** The first suspect that a path of its own proves; each is asked for one, and at most `left` altogether. */
async function askForProof(
  ask: Ask,
  list: Answer,
  suspects: readonly Software[],
  left: number,
): Promise<Software | null> {
  let asked = 0;
  for (const suspect of suspects) {
    const { confirm } = suspect.mark;
    if (confirm === null) continue;
    const isFree = isProvenByList(suspect.mark);
    // The last request is kept for the list of one that has its API elsewhere.
    const mayAsk = asked < left - (isElsewhere(list, suspect) ? 1 : 0);
    if (!isFree && !mayAsk) continue;
    if (!isFree) asked += 1;
    const answer = isFree ? list : await answerOrNull(ask.root(rootOf(ask, suspect) + confirm.path));
    if (answer !== null && confirm.isMatch(answer)) return suspect;
  }
  return null;
}

function isElsewhere(list: Answer, { basePath }: Software): boolean {
  return basePath !== null && classify(list) === 'missing';
}

/** What stands before its native paths, whether its API's own path was asked with the address or not. */
function rootOf({ address: { nativePath } }: Ask, { basePath }: Software): string {
  const isBelow = basePath !== null && nativePath.endsWith(basePath);
  return isBelow ? nativePath.slice(0, -basePath.length) : nativePath;
}

/** A server that has answered and then hangs on one path is not that software; one that we stop asking is an abort. */
async function answerOrNull(answering: Promise<Answer>): Promise<Answer | null> {
  try {
    return await answering;
  } catch (thrown) {
    if (thrown instanceof Error && thrown.name === 'AbortError') throw thrown;
    return null;
  }
}

/** A proven one, whose API is elsewhere where the model list's path gave none. */
async function foundAt(
  ask: Ask,
  list: Answer,
  software: Software,
  process: ProcessInfo | null,
): Promise<Recognised> {
  const { basePath } = software;
  if (basePath === null || !isElsewhere(list, software)) return found(ask, list, proven(software), process);
  const there = ask.below(basePath);
  const answer = await answerOrNull(there.api('/models'));
  return found(there, answer ?? list, proven(software), process);
}

function found(
  ask: Ask,
  list: Answer,
  { software, evidence }: Proof,
  process: ProcessInfo | null,
): Recognised {
  const { kind, product } = software;
  return {
    kind,
    product,
    baseUrl: baseUrlOf(ask.address),
    evidence: [evidence, ...stateOf(list, software), ...hintsFor(software, ask, process)],
    list,
  };
}

/** A server of the API whose software is not known; null where nothing shows the API. */
function unnamed(
  ask: Ask,
  list: Answer,
  suspects: readonly Software[],
  process: ProcessInfo | null,
): Recognised | null {
  if (!speaksApi(list, suspects)) return null;
  const count = rowsOf(list)?.length ?? null;
  return {
    kind: 'openai-compatible',
    product: null,
    baseUrl: baseUrlOf(ask.address),
    evidence: [
      ...(count === null ? [] : [message('evidence.list', { count })]),
      ...stateOf(list, softwareOf('openai-compatible', null)),
      ...(process === null ? [] : [message('evidence.process', { name: process.name })]),
    ],
    list,
  };
}

/**
 * A model list; or an error in OpenAI's shape where a key, patience or a loaded model is wanted. A plainer refusal counts
 * where its port or process already spoke for such a server.
 */
function speaksApi(list: Answer, suspects: readonly Software[]): boolean {
  const as = classify(list);
  if (as === 'list') return true;
  if (as === 'missing' && list.status !== 429) return false;
  const isPlainRefusal = as === 'refused' && suspects.length > 0 && list.json !== undefined;
  return textAt(list.json, 'error', 'message') !== null || isPlainRefusal;
}

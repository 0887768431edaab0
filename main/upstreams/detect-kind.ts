import type { Message } from '../../shared/i18n/index.ts';
import type { UpstreamKind } from '../../shared/upstream.ts';
import type { Answer, Ask } from './ask.ts';
import { kindProfiles } from './kinds/index.ts';
import { arrayAt, textAt } from './read-json.ts';

/** A process of this machine, as far as its system tells. */
export interface ProcessInfo {
  pid: number;
  /** Without its path, `ollama` or `python3.11`. */
  name: string;
  /** The whole command line; null where the system keeps it to itself. */
  command: string | null;
}

/** What software answers at an address, and how we know. */
export interface Recognised {
  kind: UpstreamKind;
  /** The software's own name where `kind` is a group. */
  product: string | null;
  evidence: Message[];
  /** Its answer to the model list's path, whatever its status. */
  list: Answer;
}

/**
 * What software answers. Asks quietly and in a safe order: one path after the other, and none that the software which it
 * may be would log as an error. `process` is a hint of what it may be. Null where what answers speaks no such API.
 * Rejects with the connection's error.
 */
export async function recognise(ask: Ask, process: ProcessInfo | null): Promise<Recognised | null> {
  if (process === null && kindProfiles['lm-studio'].ports.includes(ask.address.port)) {
    if (await matches('lm-studio', ask)) return found('lm-studio', await ask.api('/models'));
  }
  const list = await ask.api('/models');
  if (list.headers['server'] === 'llama.cpp') return found('llama-cpp', list);
  const owners = (arrayAt(list.json, 'data') ?? []).map((row) => textAt(row, 'owned_by'));
  if (owners.includes('vllm')) return found('vllm', list);
  if (owners.includes('llamacpp')) return found('llama-cpp', list);
  // Ollama says `library`, or a user's name; an empty one lists nothing at all.
  const mayBeOllama =
    owners.length === 0 || owners.includes('library') || kindProfiles.ollama.ports.includes(ask.address.port);
  if (mayBeOllama && (await matches('ollama', ask))) return found('ollama', list);
  if (owners.includes('organization_owner') && (await matches('lm-studio', ask)))
    return found('lm-studio', list);
  return speaksOpenAi(list) ? found('openai-compatible', list) : null;
}

/** A list of models, or the refusal of one in the API's own shape. */
function speaksOpenAi({ status, json }: Answer): boolean {
  if (status === 401 || status === 403) return textAt(json, 'error', 'message') !== null;
  return status === 200 && arrayAt(json, 'data') !== null;
}

function found(kind: UpstreamKind, list: Answer): Recognised {
  return { kind, product: null, evidence: [], list };
}

async function matches(kind: UpstreamKind, ask: Ask): Promise<boolean> {
  const { confirm } = kindProfiles[kind].mark;
  return confirm !== null && confirm.isMatch(await ask.native(confirm.path));
}

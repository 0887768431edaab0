import type { UpstreamKind } from '../../shared/upstream.ts';
import type { Ask } from './ask.ts';
import { kindProfiles } from './kinds/index.ts';
import { arrayAt, textAt } from './read-json.ts';

/**
 * What software answers at an address that a user named. The model list tells most kinds apart (`owned_by`, the
 * `Server` header); only what it hints at is asked further, because LM Studio writes every unknown path into its log.
 * Rejects with the connection's error.
 */
export async function detectKind(ask: Ask): Promise<UpstreamKind> {
  if (ask.address.port === kindProfiles['lm-studio'].defaultPort && (await matches('lm-studio', ask))) {
    return 'lm-studio';
  }
  const list = await ask.api('/models');
  if (list.headers['server'] === 'llama.cpp') return 'llama-cpp';
  const owners = (arrayAt(list.json, 'data') ?? []).map((row) => textAt(row, 'owned_by'));
  if (owners.includes('vllm')) return 'vllm';
  if (owners.includes('llamacpp')) return 'llama-cpp';
  // Ollama says `library`, or a user's name; an empty one lists nothing at all.
  const mayBeOllama = owners.length === 0 || owners.includes('library') || isOllamasPort(ask);
  if (mayBeOllama && (await matches('ollama', ask))) return 'ollama';
  return owners.includes('organization_owner') && (await matches('lm-studio', ask))
    ? 'lm-studio'
    : 'openai-compatible';
}

function isOllamasPort(ask: Ask): boolean {
  return ask.address.port === kindProfiles.ollama.defaultPort;
}

async function matches(kind: UpstreamKind, ask: Ask): Promise<boolean> {
  const { fingerprint } = kindProfiles[kind];
  return fingerprint?.isMatch(await ask.native(fingerprint.path)) ?? false;
}

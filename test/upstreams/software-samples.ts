/** Every fake software with what it is, and the hints that lead to it. */
import type { ProcessInfo } from '../../main/upstreams/detect-kind.ts';
import { allSoftware } from '../../main/upstreams/software.ts';
import type { UpstreamKind } from '../../shared/upstream.ts';
import { dialects } from '../support/dialects/index.ts';
import type { DialectName } from '../support/fake-types.ts';

export const dialectNames = Object.keys(dialects) as DialectName[];

export function processOf(name: string, command: string | null = null): ProcessInfo {
  return { pid: 4321, name, command };
}

/** What each dialect is. */
export const truth: Record<DialectName, { kind: UpstreamKind; product: string | null } | null> = {
  ...(Object.fromEntries(
    allSoftware.filter(({ kind }) => kind in dialects).map(({ kind }) => [kind, { kind, product: null }]),
  ) as Record<Exclude<DialectName, 'openai' | 'tomcat'>, { kind: UpstreamKind; product: null }>),
  openai: { kind: 'openai-compatible', product: null },
  litellm: { kind: 'other-proxy', product: 'LiteLLM' },
  'llama-swap': { kind: 'other-proxy', product: 'llama-swap' },
  'open-webui': { kind: 'other-proxy', product: 'Open WebUI' },
  olla: { kind: 'other-proxy', product: 'Olla' },
  'claude-code-router': { kind: 'other-proxy', product: 'Claude Code Router' },
  'cc-switch': { kind: 'other-proxy', product: 'CC Switch' },
  '9router': { kind: 'other-proxy', product: '9router / OmniRoute' },
  bifrost: { kind: 'other-proxy', product: 'Bifrost' },
  portkey: { kind: 'other-proxy', product: 'Portkey' },
  'personal-ai-router': { kind: 'other-proxy', product: 'Personal AI Router' },
  tomcat: null,
};

/** What nothing but a hint leads to: no list at the root, or nothing of its own in it. */
export const hinted: Partial<Record<DialectName, { port: number } | { process: ProcessInfo }>> = {
  'docker-model-runner': { port: 12434 },
  lemonade: { port: 13305 },
  olla: { port: 40114 },
  'claude-code-router': { port: 3456 },
  'cc-switch': { port: 15721 },
  '9router': { port: 20128 },
  'personal-ai-router': { process: processOf('ollama-proxy') },
};

/** How the process of each software is called. */
export const processes: Record<string, ProcessInfo> = {
  ollama: processOf('ollama', '/usr/local/bin/ollama serve'),
  'lm-studio': processOf('LM Studio'),
  'llama-cpp': processOf('llama-server'),
  vllm: processOf('python3.12', 'python3.12 -m vllm.entrypoints.openai.api_server'),
  sglang: processOf('python3', 'python3 -m sglang.launch_server --model-path tiny'),
  tgi: processOf('text-generation-router'),
  localai: processOf('local-ai'),
  xinference: processOf('xinference-local'),
  'text-generation-webui': processOf('python', 'python /opt/text-generation-webui/server.py --api'),
  koboldcpp: processOf('koboldcpp-linux-x64'),
  jan: processOf('jan'),
  gpt4all: processOf('chat', '/opt/gpt4all/bin/chat'),
  fastchat: processOf('python3', 'python3 -m fastchat.serve.openai_api_server'),
  'mlx-lm': processOf('Python', 'python -m mlx_lm.server --model tiny'),
  'docker-model-runner': processOf('model-runner'),
  lemonade: processOf('lemonade-server'),
  lmdeploy: processOf('lmdeploy', 'lmdeploy serve api_server tiny'),
  'transformers-serve': processOf('python3', '/usr/bin/transformers serve'),
  LiteLLM: processOf('litellm'),
  'llama-swap': processOf('llama-swap'),
  'Open WebUI': processOf('python3', 'open-webui serve'),
  Olla: processOf('olla'),
  'Claude Code Router': processOf('node', 'node claude-code-router/dist/cli.js start'),
  'CC Switch': processOf('cc-switch'),
  '9router / OmniRoute': processOf('node', '9router'),
  Bifrost: processOf('bifrost-http'),
  Portkey: processOf('node', 'npx @portkey-ai/gateway'),
};

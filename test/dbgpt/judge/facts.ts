import { judgeEnv } from '../../../main/dbgpt/judge/judge-env.ts';
import type { JudgeFacts } from '../../../main/dbgpt/judge/judge-facts.ts';
import { judgeToml } from '../../../main/dbgpt/judge/judge-toml.ts';
import type { ConfigReport, JudgedLine } from '../../../shared/exports.ts';

export const judgeFacts: JudgeFacts = {
  ports: new Set([9999]),
  servers: [
    { slug: 'my-ollama', name: 'My Ollama', baseUrl: 'http://localhost:11434' },
    { slug: 'box', name: 'The box', baseUrl: 'http://192.168.1.7:8000/v1' },
  ],
  isKnownModel: (name) => ['active', 'my-ollama/qwen3:8b'].includes(name),
  target: null,
};

/** `line key verdict sentence`, short enough for tables. */
function told({ lines }: ConfigReport): string[] {
  return lines.map(({ line, key, verdict, text }: JudgedLine) =>
    [line ?? '-', key, verdict, text.key.replace('judge.', '')].join(' '),
  );
}

export const envTold = (text: string, more: Partial<JudgeFacts> = {}): string[] =>
  told(judgeEnv(text, { ...judgeFacts, ...more }));
export const tomlTold = (text: string, more: Partial<JudgeFacts> = {}): string[] =>
  told(judgeToml(text, { ...judgeFacts, ...more }));

/**
 * Everything that a check can find wrong, how much it weighs, and what mends it. The one place where a verdict is decided.
 *
 * `breaks`: an ordinary chat (or an embedding) in DB-GPT gets no answer, a blank one, a garbled one or somebody else's.
 * `hampers`: it works, but something of ordinary use is lost: thoughts, a stop, the end of a long prompt, the user's time.
 * `noted`: DB-GPT does not meet it in ordinary use, or does not mind; other programs may.
 *
 * A server fails where something breaks that nothing mends. It works with fixes where something breaks or hampers and
 * ModelTray mends it. Else it works: a check may have failed all the same, and says so.
 */
import { fixNames } from '../../shared/conformance.ts';
import type { FixName } from '../../shared/conformance.ts';

export type Weight = 'breaks' | 'hampers' | 'noted';

interface Flaw {
  weight: Weight;
  /** What mends it once ModelTray has it: only names that stand in `fixNames` count. */
  fix: string | null;
}

const breaks = (fix: string | null = null): Flaw => ({ weight: 'breaks', fix });
const hampers = (fix: string | null = null): Flaw => ({ weight: 'hampers', fix });
const noted = (fix: string | null = null): Flaw => ({ weight: 'noted', fix });

export const flaws = {
  // DB-GPT never asks for the list; ModelTray does, and shows what is in it.
  'list-missing': noted(),
  'list-shape': noted(),
  'model-not-listed': noted(),
  // DB-GPT streams; only Python code against its OpenAILLMClient.generate asks for whole answers.
  'chat-refused': hampers(),
  'chat-error-in-200': hampers('error-in-200'),
  'chat-shape': hampers(),
  'chat-blank': hampers(),
  // Such code ends with an AttributeError where a whole answer has no usage.
  'usage-missing': hampers('usage-supplied'),
  'stream-refused': breaks(),
  'stream-error-in-200': breaks(),
  // A blank answer without an error, in all versions.
  'stream-in-json': breaks('json-to-stream'),
  'stream-no-sse': breaks(),
  'stream-content-type': noted('json-to-stream'),
  'stream-null-choices': breaks('null-choices'),
  'stream-unreadable-event': breaks(),
  'stream-named-event': breaks(),
  'stream-no-delta': breaks(),
  'role-missing': noted(),
  'stream-cut': breaks(),
  'finish-missing': noted(),
  'done-missing': noted('done-supplied'),
  'one-lump': hampers(),
  // DB-GPT does not ask for it; ModelTray's list of requests then counts by itself.
  'stream-usage-missing': noted('usage-supplied'),
  'stream-usage-refused': noted(),
  blank: breaks(),
  'tool-calls-only': breaks('tool-calls'),
  // DB-GPT reads `reasoning_content` and nothing else, and shows `<think>` as part of the answer.
  'reasoning-field': hampers('reasoning-field'),
  'think-tags': hampers('think-tags'),
  // Agents stop their steps by it.
  'stop-ignored': hampers(),
  'stop-refused': hampers(),
  'max-tokens-ignored': hampers(),
  'max-completion-tokens-ignored': noted(),
  // With a small context every chat is refused then: DB-GPT asks for 4000 tokens whatever the context.
  'max-tokens-refused': breaks('max-tokens-clamp'),
  // DB-GPT always sends a system role, and no setting of it turns that off.
  'system-role-refused': breaks('system-role'),
  'role-order-refused': breaks('system-role'),
  'broken-characters': breaks(),
  // DB-GPT asks for neither JSON mode nor tools: its agents read text.
  'json-mode-refused': noted(),
  'json-mode-ignored': noted(),
  'tool-call-refused': noted(),
  'tool-call-ignored': noted(),
  'tool-call-shape': noted('tool-calls'),
  // No client of ours gets that far: ModelTray refuses a body that is no JSON.
  'bad-json-status': noted('bad-json'),
  'bad-json-shape': noted('bad-json'),
  'bad-json-accepted': noted('bad-json'),
  'error-status': noted('error-shape'),
  'error-shape': noted('error-shape'),
  // DB-GPT shows a blank answer for it.
  'error-in-200': hampers('error-in-200'),
  'error-dropped': noted('error-shape'),
  // ModelTray sends a server no name that it does not list.
  'other-model': noted('model-name'),
  truncated: hampers(),
  'too-long-status': hampers('error-shape'),
  'too-long-in-200': hampers('error-in-200'),
  'too-long-dropped': hampers(),
  'runs-on': hampers(),
  'mixed-up': breaks(),
  'not-at-once': hampers(),
  'embedding-refused': breaks(),
  'embedding-shape': breaks(),
  'embedding-count': breaks(),
  'embedding-index': breaks('embedding-index'),
  'embedding-base64': breaks('embedding-base64'),
  'embedding-empty': breaks(),
  'embedding-length': breaks(),
} as const satisfies Record<string, Flaw>;

export type FlawName = keyof typeof flaws;

export function weightOf(flaw: FlawName): Weight {
  return flaws[flaw].weight;
}

/** What mends it today; null where nothing does. */
export function fixOf(flaw: FlawName): FixName | null {
  const { fix }: Flaw = flaws[flaw];
  return fixNames.find((name) => name === fix) ?? null;
}

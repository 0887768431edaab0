import type { MessageKey } from '../../../shared/i18n/index.ts';
import type { DescribedModel } from '../../../shared/model.ts';
import type { UpstreamKind } from '../../../shared/upstream.ts';
import type { Answer, Ask } from '../ask.ts';

/**
 * What we know of one kind of server software: data, and what has to be computed. Add a kind as a file of its own and a
 * line in `index.ts`. Where other code would ask `kind === …`, a field is missing here.
 */
export interface KindProfile {
  kind: UpstreamKind;
  /** As its makers write it; the name of a server that is found. */
  name: string;
  /** Where it listens unless told otherwise, the usual one first; empty for kinds with no port of their own. */
  ports: readonly number[];
  /** How its process is called, matched against its name and its command line. A hint, never proof. */
  processes: readonly RegExp[];
  /** Its engine's own processes: they listen too, and are no servers of their own. */
  workers: readonly RegExp[];
  mark: KindMark;
  /** Where it says which version it is; null where it doesn't. */
  version: VersionPath | null;
  /** The path of its model list below the API's root; `listModels` may read others beside it. */
  modelListPath: string;
  /** One path that says whether it is there and ready, and wakes, loads or logs nothing. */
  quietPath: NativePath;
  /** True where an answer of any path means that a model is being loaded. */
  isLoading(answer: Answer): boolean;
  /** True where it lists only models that are loaded, so that none of them has to be before it answers. */
  listsLoadedOnly: boolean;
  /** True where a request may go on to another machine, wherever the server itself is. */
  forwards: boolean;
  /** Known defects of its answers, by the name of what mends them. */
  defects: readonly Defect[];
  /** True for a kind that any software may be: every defect may show in its answers. */
  isAnySoftware?: boolean;
  /** True where a stream's request may say `stream_options.include_usage`; others may refuse it, or ignore it. */
  acceptsIncludeUsage?: boolean;
  /** The words that raise the context on this kind of server. */
  raiseContext: MessageKey & `context.raise.${string}`;
  /** What it serves, with the source of each fact. Throws NotAModelList where the answer is none. Loads nothing. */
  listModels(ask: Ask): Promise<DescribedModel[]>;
  /** The software's own name, for kinds that are a group of several. */
  product?(seen: SeenMark): string | null;
}

/** What its answers show of it. Asked in the order of `detect-kind.ts`, which stops at the first that fits. */
export interface KindMark {
  /** Values of `owned_by` in its model list. */
  owners: readonly string[];
  /** A header on all its answers. */
  header: { name: string; pattern: RegExp } | null;
  /** True where an owner or the header is proof by itself: no other software says so. */
  isProof: boolean;
  /** A quiet path that only this software answers so. */
  confirm: Confirm | null;
}

export interface Confirm {
  path: NativePath;
  /** A match is a shape, never a status. */
  isMatch(answer: Answer): boolean;
}

/** Below the server's root, `/api/version`. */
export type NativePath = `/${string}`;

export interface VersionPath {
  path: NativePath;
  /** Where it stands in the answer's JSON. */
  at: readonly string[];
}

/** What was seen of a server while it was being recognised. */
export interface SeenMark {
  list: Answer | null;
  confirm: Answer | null;
}

/** Wire defects that are known of a kind; what mends each has the same name. */
export type Defect =
  /** Errors in another shape than OpenAI's: `{"detail":…}`, `{"error":"…"}`, plain text. */
  | 'error-shape'
  /** An error behind status 200. */
  | 'error-in-200'
  /** `delta.reasoning` where DB-GPT reads `delta.reasoning_content`. */
  | 'reasoning-field'
  /** Thoughts stand as `<think>…</think>` in the answer's text. */
  | 'think-tags'
  /** A prompt over the context is cut without a word. */
  | 'silent-truncation'
  /** `max_completion_tokens` is ignored. */
  | 'max-completion-tokens'
  /** The stream ends without `[DONE]`. */
  | 'no-done'
  /** A generation goes on after its client has left. */
  | 'runs-on-after-abort'
  /** The last tool call's `finish_reason` or `index` is not OpenAI's. */
  | 'tool-calls'
  /** An event says `choices: null`. */
  | 'null-choices'
  /** A prompt and a `max_tokens` that are too long together are refused, or the prompt is cut for it. */
  | 'max-tokens';

/** The server answers, but with something other than a list of models. */
export class NotAModelList extends Error {
  readonly answer: Answer;
  constructor(answer: Answer) {
    super(`HTTP ${answer.status} is no model list`);
    this.answer = answer;
  }
}

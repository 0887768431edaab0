import type { DescribedModel } from '../../../shared/model.ts';
import type { UpstreamKind } from '../../../shared/upstream.ts';
import type { Answer, Ask } from '../ask.ts';

/**
 * What we know of one kind of server software: data, and what has to be computed. Add a kind as a file of its own and a
 * line in `index.ts`. Where other code would ask `kind === …`, a field is missing here. The words that raise a context
 * are in `shared/context.ts`, where the window reads them too.
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
  /** Where its API is when it isn't at the server's root: `/engines`. Null where it is. */
  basePath: NativePath | null;
  /** Where it says which version it is; null where it doesn't. */
  version: VersionPath | null;
  /** The path of its model list below the API's root; `listModels` may read others beside it. */
  modelListPath: string;
  /** One path that says whether it is there and ready, and wakes, loads or logs nothing. */
  quietPath: NativePath;
  /** Where it says whether it is generating right now; left out where it doesn't. */
  busy?: BusyLook;
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
  /** What it serves, with the source of each fact. Throws NotAModelList where the answer is none. Loads nothing. */
  listModels(ask: Ask): Promise<DescribedModel[]>;
  /** The software of a kind that is a group of several; each is recognised by itself. */
  products?: readonly Product[];
}

/** One software of a kind that is a group: `LiteLLM` of `other-proxy`. */
export type Product = Pick<KindProfile, 'name' | 'ports' | 'processes' | 'mark' | 'basePath' | 'version'>;

/** What its answers show of it. `detect-kind.ts` reads it; `suspects.ts` decides which of them to ask what. */
export interface KindMark {
  /** Values of `owned_by` in its model list that no other software writes: proof by themselves. */
  owners: readonly string[];
  /** A header on all its answers that no other software sends: proof by itself. */
  header: { name: string; pattern: RegExp } | null;
  /**
   * True where the answer to the model list's path looks like one of its own, though others may answer so as well. It
   * raises the suspicion that `confirm` then settles.
   */
  isLikely?(list: Answer): boolean;
  /** What the model list's path may answer instead of a list, so that its port or process still makes it a suspect. */
  without: readonly WithoutList[];
  /** True where an empty model list is another's, unless it looks like its own. */
  rulesOutEmpty?: boolean;
  /** Kinds whose native paths it answers too. It is ruled out before one of them is believed. */
  imitates: readonly UpstreamKind[];
  /** A quiet path that only this software answers so; null where its list must say it all. */
  confirm: Confirm | null;
}

/** What comes where a model list should: 401 or 403; words that a model is being loaded; anything else. */
export type WithoutList = 'refused' | 'loading' | 'missing';

export interface Confirm {
  /** Below the server's root. The API's own model list, `/v1/models`, costs no request of its own. */
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

export interface BusyLook {
  path: NativePath;
  /** Null where the answer does not tell: the path may be switched off. */
  isBusy(answer: Pick<Answer, 'status' | 'text' | 'json'>): boolean | null;
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

import type { ModelInfo } from '../../../shared/model.ts';
import type { UpstreamKind } from '../../../shared/upstream.ts';
import type { Answer, Ask } from '../ask.ts';

/** What we know of one kind of server software. Add a kind as a file of its own and a line in `index.ts`. */
export interface KindProfile {
  kind: UpstreamKind;
  /** As its makers write it; the name of a server that is found. */
  name: string;
  /** Where it listens unless told otherwise; null for kinds with no port of their own. */
  defaultPort: number | null;
  /** One quiet request that no other software answers so; null where there is none. */
  fingerprint: Fingerprint | null;
  /** What it serves. Throws NotAModelList where the answer is none. */
  listModels(ask: Ask): Promise<ModelInfo[]>;
}

export interface Fingerprint {
  /** Below the server's root. */
  path: string;
  /** A match is a shape, never a status. */
  isMatch(answer: Answer): boolean;
}

/** The server answers, but with something other than a list of models. */
export class NotAModelList extends Error {
  readonly answer: Answer;
  constructor(answer: Answer) {
    super(`HTTP ${answer.status} is no model list`);
    this.answer = answer;
  }
}

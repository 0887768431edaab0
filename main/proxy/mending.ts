/**
 * What repairs do around one attempt: to its request before it is sent, and to its answer as it comes. Which of them may
 * be needed is planned in `repairs/`; this is the thread between the plan, the request and the relay.
 *
 * One object per attempt.
 */
import type { FixName } from '../../shared/conformance.ts';
import { hasMark } from '../repairs/marks.ts';
import type { MendedBody } from '../repairs/mend-body.ts';
import { mendBody } from '../repairs/mend-body.ts';
import type { MendedRequest } from '../repairs/mend-request.ts';
import { mendRefused, mendRequest } from '../repairs/mend-request.ts';
import type { RepairFacts, RepairPlan } from '../repairs/plan-repairs.ts';
import { offersTools, planRepairs } from '../repairs/plan-repairs.ts';
import type { Refusal } from '../repairs/read-refusal.ts';
import type { Asked } from '../repairs/splice.ts';
import { valueOf } from '../repairs/splice.ts';
import { StreamMender } from '../repairs/stream-mender.ts';
import { withModel } from './read-request.ts';
import type { RequestFacts } from './read-request.ts';

/** A server may refuse a message's role first and the length then. */
const mostRefusals = 2;
/** Its words stand at the beginning; behind them may be anything, the prompt too. */
const refusalLength = 4000;

export class Mending {
  readonly #facts: RepairFacts;
  readonly #plan: RepairPlan;
  readonly #asked: Asked;
  readonly #requestFacts: RequestFacts;
  readonly #applied: FixName[] = [];
  #request: MendedRequest;
  #stream: StreamMender | null = null;
  #refusalCount = 0;
  #refusals: readonly Refusal[] = [];

  constructor(body: Buffer, requestFacts: RequestFacts, facts: RepairFacts) {
    this.#facts = facts;
    this.#requestFacts = requestFacts;
    this.#asked = { body, members: requestFacts.members, open: requestFacts.open };
    this.#plan = planRepairs(facts);
    this.#request = mendRequest(this.#plan.request, this.#asked, facts);
  }

  /** What was mended, in the request and in the answer. */
  get fixes(): readonly FixName[] {
    const found = [...this.#request.fixes, ...this.#applied, ...(this.#stream?.applied ?? [])];
    return found.length < 2 ? found : [...new Set(found)];
  }

  /** What the server has refused of this request and then took otherwise. */
  get refusals(): readonly Refusal[] {
    return this.#refusals;
  }

  /** An answer that comes whole is waited for, however long it is. */
  get holdsBody(): boolean {
    const { endpoint, client } = this.#facts;
    const isList = endpoint === 'embeddings' || endpoint === 'rerank';
    return isList || client === 'dbgpt' || this.#plan.body.includes('json-to-stream');
  }

  /** Its client shows an answer without a word as nothing at all. */
  get refusesBlank(): boolean {
    return this.#facts.client === 'dbgpt' && this.#facts.endpoint === 'chat';
  }

  /** The request's body as `model` is to get it. */
  requestBody(model: string): Buffer {
    return withModel(this.#asked.body, this.#requestFacts, model, this.#request.splices);
  }

  /** Null where no byte of the stream needs a look, which its first events decide together with the plan. */
  streamMender(first: Buffer): StreamMender | null {
    const { watched, ifShown } = this.#plan;
    const shown = ifShown.filter((fix) => hasMark(first, [fix]));
    if (watched.length + shown.length === 0) return null;
    this.#stream = new StreamMender({
      fixes: [...watched, ...shown],
      think: this.#facts.options.think,
      readsToolCalls: offersTools(this.#facts),
      hasManyChoices: Number(valueOf(this.#asked, 'n') ?? 1) > 1,
    });
    return this.#stream;
  }

  mendBody(bytes: Buffer, value: unknown): MendedBody {
    const mended = mendBody(bytes, value, { plan: this.#plan, facts: this.#facts, asked: this.#asked });
    for (const fix of mended.fixes) this.note(fix);
    return mended;
  }

  /** True where the request can be put so that its refusal does not hold any more: it is to be sent again then. */
  takeRefusal(said: string): boolean {
    if (this.#facts.endpoint !== 'chat' || this.#refusalCount === mostRefusals) return false;
    const mended = mendRefused(said.slice(0, refusalLength), this.#asked, this.#request);
    if (mended === null) return false;
    this.#refusalCount += 1;
    this.#request = mended;
    this.#refusals = [...this.#refusals, ...mended.refusals];
    return true;
  }

  note(fix: FixName): void {
    if (!this.#applied.includes(fix)) this.#applied.push(fix);
  }
}

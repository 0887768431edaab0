/**
 * Asks the core for the models that fit what is typed into a picker: a little after the last key, one question after the
 * other. An answer to an earlier question is dropped, whenever it comes.
 */
import type { FoundModel, FoundModels } from '../shared/api.ts';
import type { ModelType } from '../shared/model.ts';
import type { UpstreamState } from '../shared/upstream.ts';
import type { Failure } from './failure.ts';
import { toFailure } from './failure.ts';
import { isListCut } from './model-options.ts';

/** As much as the core takes. */
const mostWords = 200;

export interface ModelQuestion {
  words: string;
  types: ModelType[];
  /** Slugs of the servers that can be chosen from. */
  servers: string[];
}

/** The question to ask as `typed` stands in a field; null where the state has every model of these servers. */
export function questionOf(
  typed: string,
  types: readonly ModelType[],
  servers: readonly UpstreamState[],
): ModelQuestion | null {
  if (!isListCut(servers)) return null;
  const words = typed.trim().slice(0, mostWords);
  return { words, types: [...types], servers: servers.map(({ slug }) => slug) };
}

export interface ModelAnswer {
  /** `none`: nothing is asked. */
  phase: 'none' | 'asking' | 'found' | 'failed';
  /** The words of the question that this is about. */
  words: string;
  /** How many fit in all; null until it is known. */
  count: number | null;
  failure: Failure | null;
  /** Everything that was found so far, by earlier questions too. */
  models: readonly FoundModel[];
}

export interface ModelSearch {
  get: () => ModelAnswer;
  subscribe: (listener: () => void) => () => void;
  /** What is to be known now; null for nothing. The same question again changes nothing, unless it failed. */
  want: (question: ModelQuestion | null) => void;
}

export interface ModelSearchOptions {
  ask: (question: ModelQuestion) => Promise<FoundModels>;
  /** Calls once after so many milliseconds; the returned function cancels it. */
  after: (delayMs: number, callback: () => void) => () => void;
}

/** Longer than between two keys of somebody who types, shorter than what is felt as waiting. */
export const typingPauseMs = 120;

const nothing: ModelAnswer = { phase: 'none', words: '', count: null, failure: null, models: [] };

export function createModelSearch({ ask, after }: ModelSearchOptions): ModelSearch {
  const listeners = new Set<() => void>();
  let answer = nothing;
  let wanted = '';
  let turn = 0;
  let cancelTimer = (): void => undefined;
  const set = (next: Partial<ModelAnswer>): void => {
    answer = { ...answer, ...next };
    for (const listener of listeners) listener();
  };
  const askNow = (question: ModelQuestion, mine: number): void => {
    ask(question).then(
      ({ models, count }) => {
        if (mine === turn) set({ phase: 'found', count, models: joined(answer.models, models) });
      },
      (thrown: unknown) => {
        if (mine !== turn) return;
        // The same words may be asked again.
        wanted = '';
        set({ phase: 'failed', failure: toFailure(thrown) });
      },
    );
  };
  return {
    get: () => answer,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    want(question) {
      const text = question === null ? '' : JSON.stringify(question);
      if (text === wanted && (text !== '' || answer.phase === 'none')) return;
      wanted = text;
      cancelTimer();
      const mine = (turn += 1);
      const about = { words: question?.words ?? '', count: null, failure: null };
      set({ phase: question === null ? 'none' : 'asking', ...about });
      if (question !== null) cancelTimer = after(typingPauseMs, () => askNow(question, mine));
    },
  };
}

function joined(before: readonly FoundModel[], found: readonly FoundModel[]): readonly FoundModel[] {
  const isKnown = new Set(before.map(nameOf));
  const added = found.filter((model) => !isKnown.has(nameOf(model)));
  return added.length === 0 ? before : [...before, ...added];
}

function nameOf({ upstream, model }: FoundModel): string {
  return `${upstream}/${model}`;
}

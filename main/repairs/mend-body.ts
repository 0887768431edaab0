/** Mends an answer that came whole, by its endpoint. */
import type { FixName } from '../../shared/conformance.ts';
import { mendEmbeddings } from './embeddings.ts';
import type { UsagePlace } from './json-to-stream.ts';
import { canStream, streamOf } from './json-to-stream.ts';
import type { Json } from './json.ts';
import { isObject } from './json.ts';
import { offersTools } from './plan-repairs.ts';
import type { RepairFacts, RepairPlan } from './plan-repairs.ts';
import { mendReasoningField } from './reasoning-field.ts';
import { mendRanking } from './rerank-shape.ts';
import type { Asked } from './splice.ts';
import { valueOf } from './splice.ts';
import { mendThinkTags } from './think-tags.ts';
import { mendToolCalls } from './tool-calls.ts';
import { mendToolCallsAsText } from './tool-calls-as-text.ts';
import { supplyUsage } from './usage-supplied.ts';

export interface BodyMendOptions {
  plan: RepairPlan;
  facts: RepairFacts;
  asked: Asked;
}

export interface MendedBody {
  /** The same object where nothing had to change. */
  bytes: Buffer;
  /** `events`: a stream's, all of them. */
  type: 'as-sent' | 'json' | 'events';
  fixes: readonly FixName[];
}

/** `value` is what `bytes` say in JSON; undefined where they were not read, or say nothing. */
export function mendBody(bytes: Buffer, value: unknown, options: BodyMendOptions): MendedBody {
  switch (options.facts.endpoint) {
    case 'chat':
    case 'completions':
      return isObject(value) ? mendChat(bytes, value, options) : untouched(bytes);
    case 'embeddings': {
      const wantsBase64 = valueOf(options.asked, 'encoding_format') === 'base64';
      const mended = mendEmbeddings(bytes, wantsBase64);
      return mended.bytes === bytes ? untouched(bytes) : { ...mended, type: 'json' };
    }
    case 'rerank': {
      const mended = mendRanking(value, readRanking(options));
      return mended === value
        ? untouched(bytes)
        : { bytes: print(mended), type: 'json', fixes: ['rerank-shape'] };
    }
    case 'other':
      return untouched(bytes);
  }
}

function untouched(bytes: Buffer): MendedBody {
  return { bytes, type: 'as-sent', fixes: [] };
}

function print(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}

function mendChat(bytes: Buffer, answer: Json, options: BodyMendOptions): MendedBody {
  const { plan, asked } = options;
  const fixes: FixName[] = [];
  let mended = answer;
  for (const fix of plan.body) {
    const next = mendOne(fix, mended, options);
    if (next !== mended) fixes.push(fix);
    mended = next;
  }
  if (plan.body.includes('json-to-stream') && canStream(mended)) {
    const events = Buffer.from(streamOf(mended, usagePlace(plan, asked)));
    return { bytes: events, type: 'events', fixes: ['json-to-stream', ...fixes] };
  }
  return fixes.length === 0 ? untouched(bytes) : { bytes: print(mended), type: 'json', fixes };
}

function mendOne(fix: FixName, answer: Json, { facts, asked }: BodyMendOptions): Json {
  const { think } = facts.options;
  switch (fix) {
    case 'reasoning-field':
      return mendReasoningField(answer);
    case 'think-tags':
      return think === 'keep' ? answer : mendThinkTags(answer, think);
    case 'tool-calls':
      return offersTools(facts) ? mendToolCalls(answer) : mendToolCallsAsText(answer);
    case 'usage-supplied':
      return supplyUsage(answer, asked);
    default:
      return answer;
  }
}

function usagePlace({ watched }: RepairPlan, asked: Asked): UsagePlace {
  if (watched.includes('usage-position')) return 'finish';
  const wanted = valueOf(asked, 'stream_options');
  return isObject(wanted) && wanted['include_usage'] === true ? 'own-event' : 'nowhere';
}

function readRanking({ asked, facts }: BodyMendOptions): Parameters<typeof mendRanking>[1] {
  const texts = valueOf(asked, 'documents') ?? valueOf(asked, 'texts');
  return {
    isTei: !asked.members.has('documents') && asked.members.has('texts'),
    count: Array.isArray(texts) ? texts.length : 0,
    readsScores: facts.client === 'dbgpt',
  };
}

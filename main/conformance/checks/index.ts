import type { CheckDepth, CheckId } from '../../../shared/conformance.ts';
import { checkIds } from '../../../shared/conformance.ts';
import type { CheckFacts } from '../facts.ts';
import type { Check } from '../judgement.ts';
import { abort } from './abort.ts';
import { badJson } from './bad-json.ts';
import { chat } from './chat.ts';
import { chatUsage } from './chat-usage.ts';
import { concurrency } from './concurrency.ts';
import { embeddings } from './embeddings.ts';
import { jsonMode } from './json-mode.ts';
import { maxTokens } from './max-tokens.ts';
import { modelList } from './model-list.ts';
import { readable } from './readable.ts';
import { roleOrder } from './role-order.ts';
import { stop } from './stop.ts';
import { stream } from './stream.ts';
import { streamCadence } from './stream-cadence.ts';
import { streamEnd } from './stream-end.ts';
import { streamRole } from './stream-role.ts';
import { streamUsage } from './stream-usage.ts';
import { tooLong } from './too-long.ts';
import { systemRole } from './system-role.ts';
import { toolStream } from './tool-stream.ts';
import { unicode } from './unicode.ts';
import { unknownModel } from './unknown-model.ts';

/** Every check, one line each. */
export const checks: Readonly<Record<CheckId, Check>> = {
  'model-list': modelList,
  chat,
  'chat-usage': chatUsage,
  stream,
  'stream-role': streamRole,
  'stream-end': streamEnd,
  'stream-cadence': streamCadence,
  'stream-usage': streamUsage,
  readable,
  stop,
  'max-tokens': maxTokens,
  'system-role': systemRole,
  'role-order': roleOrder,
  unicode,
  'json-mode': jsonMode,
  'tool-stream': toolStream,
  'bad-json': badJson,
  'unknown-model': unknownModel,
  'too-long': tooLong,
  concurrency,
  abort,
  embeddings,
};

/** The checks of a depth for a model's type, in the order in which they run. */
export function checksFor({ model }: CheckFacts, depth: CheckDepth): Check[] {
  return checkIds
    .map((id) => checks[id])
    .filter(({ types, quickFor }) => (depth === 'full' ? types : quickFor).includes(model.type));
}

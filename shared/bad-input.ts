import type { z } from 'zod';
import { ModelTrayError } from './errors.ts';
import { message } from './i18n/index.ts';
import type { Message } from './i18n/index.ts';

type Issue = z.ZodError['issues'][number];

/** `input` as `schema` gives it. Throws `bad_input`, or `bad_address` where it is an address that does not fit. */
export function parseInput<Output>(schema: z.ZodType<Output>, input: unknown): Output {
  const parsed = schema.safeParse(input);
  if (!parsed.success) throw badInput(parsed.error, input);
  return parsed.data;
}

/** What is wrong with the first field of `input` that its schema refuses. */
export function badInput(error: z.ZodError, input?: unknown): ModelTrayError {
  const [issue] = error.issues;
  const value = issue === undefined ? undefined : valueAt(input, issue.path);
  if (issue?.path.at(-1) === 'baseUrl' && typeof value === 'string') {
    return new ModelTrayError('bad_address', message('error.bad_address', { address: value }), {
      cause: error,
    });
  }
  const reason = issue === undefined ? error.message : describeIssue(issue, value);
  return new ModelTrayError('bad_input', message('error.bad_input', { reason }), { cause: error });
}

function describeIssue(issue: Issue, value: unknown): Message {
  const field = issue.path.join('.');
  switch (issue.code) {
    case 'unrecognized_keys':
      return message('settings.reason.unknown', { field: [...issue.path, issue.keys[0] ?? ''].join('.') });
    case 'invalid_type':
      if (field === '') return message('settings.reason.notObject');
      return message(value === undefined ? 'settings.reason.missing' : 'settings.reason.misfit', { field });
    case 'invalid_value':
      if (value === undefined) return message('settings.reason.missing', { field });
      return message('settings.reason.oneOf', { field, values: issue.values.map(String).join(', ') });
    case 'too_small':
      if (issue.origin === 'string') return message('settings.reason.empty', { field });
      return message('settings.reason.tooSmall', { field, limit: String(issue.minimum) });
    case 'too_big':
      if (issue.origin === 'string') return message('settings.reason.misfit', { field });
      return message('settings.reason.tooLarge', { field, limit: String(issue.maximum) });
    default:
      return message('settings.reason.misfit', { field });
  }
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, key) => {
    if (typeof value !== 'object' || value === null) return undefined;
    return Object.entries(value).find(([name]) => name === String(key))?.[1];
  }, input);
}

import { message } from '../../shared/i18n/index.ts';
import type { Message } from '../../shared/i18n/index.ts';
import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

/** One sentence part for the first thing that is wrong, naming the field as it stands in the file. */
export function describeIssues(issues: readonly Issue[]): Message {
  const [first] = issues;
  return first === undefined ? message('settings.reason.notObject') : describeIssue(first);
}

function describeIssue(issue: Issue): Message {
  const field = fieldName(issue.path);
  switch (issue.code) {
    case 'unrecognized_keys':
      return message('settings.reason.unknown', { field: fieldName([...issue.path, issue.keys[0] ?? '']) });
    case 'invalid_type':
      return describeType(field, issue);
    case 'invalid_value':
      return message('settings.reason.oneOf', { field, values: issue.values.map(String).join(', ') });
    case 'too_small':
      return issue.origin === 'string' || issue.origin === 'array'
        ? message('settings.reason.empty', { field })
        : message('settings.reason.tooSmall', { field, limit: Number(issue.minimum) });
    case 'too_big':
      return issue.origin === 'string' || issue.origin === 'array'
        ? message('settings.reason.misfit', { field })
        : message('settings.reason.tooLarge', { field, limit: Number(issue.maximum) });
    default:
      return message('settings.reason.misfit', { field });
  }
}

function describeType(field: string, issue: Issue & { code: 'invalid_type' }): Message {
  if (field === '') return message('settings.reason.notObject');
  if (issue.input === undefined && issue.message.endsWith('received undefined'))
    return message('settings.reason.missing', { field });
  const expected = expectedWords[issue.expected];
  return expected === undefined
    ? message('settings.reason.misfit', { field })
    : message('settings.reason.type', { field, expected });
}

const expectedWords: Readonly<Record<string, Message>> = {
  string: message('settings.type.text'),
  number: message('settings.type.number'),
  int: message('settings.type.wholeNumber'),
  boolean: message('settings.type.yesNo'),
  array: message('settings.type.list'),
  object: message('settings.type.group'),
};

/** `upstreams[0].baseUrl`. */
export function fieldName(path: readonly PropertyKey[]): string {
  return path
    .map((part, index) =>
      typeof part === 'number' ? `[${part}]` : `${index === 0 ? '' : '.'}${String(part)}`,
    )
    .join('');
}

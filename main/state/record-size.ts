/** How many bytes a kept request takes, near enough for a bound: its own texts, at the two bytes that most may need. */
import type { Message } from '../../shared/i18n/index.ts';
import type { RequestRecord } from './request-record.ts';

/** Objects, numbers and what is shared between requests (paths, server and model names). */
const overheadBytes = 900;
const perText = 24;
const perPart = 120;

export function recordBytes({ row, attempts, requestHeaders, answerHeaders }: RequestRecord): number {
  const { client, requestedModel, path, decision, error } = row;
  let inAttempts = 0;
  for (const { reason } of attempts) inAttempts += perPart + messageBytes(reason);
  return (
    overheadBytes +
    2 * ((client?.length ?? 0) + (requestedModel?.length ?? 0) + path.length) +
    2 * (requestHeaders.length + (answerHeaders?.length ?? 0)) +
    messageBytes(decision) +
    messageBytes(error) +
    inAttempts
  );
}

function messageBytes(message: Message | null): number {
  if (message === null) return 0;
  let sum = perPart;
  for (const key in message.params) {
    const value = message.params[key];
    if (typeof value === 'string') sum += perText + 2 * value.length;
    else if (typeof value === 'object') sum += messageBytes(value);
  }
  return sum;
}

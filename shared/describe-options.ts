/** What a route changes in its requests and answers, in sentences; nothing for what is usual. */
import type { Message } from './i18n/index.ts';
import { message } from './i18n/index.ts';
import type { RouteOptions } from './route-options.ts';

export function describeOptions({ usage, think, temperature }: RouteOptions): Message[] {
  return [
    ...(usage === 'auto' ? [] : [message(`option.usage.${usage}`)]),
    ...(think === 'split' ? [] : [message(`option.think.${think}`)]),
    ...(temperature === null ? [] : [message('option.temperature', { temperature })]),
  ];
}

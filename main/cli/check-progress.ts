import type { CheckEvent } from '../../shared/api.ts';
import type { Translate } from '../../shared/i18n/index.ts';
import type { Output } from './environment.ts';
import { createProgressLine } from './progress-line.ts';

/** One line for each check that is done and, on a terminal, the one that runs. */
export function createCheckProgress(
  output: Output,
  t: Translate,
): { show: (event: CheckEvent) => void; end: () => void } {
  const live = createProgressLine(output);
  let done = 0;
  let of = 0;
  const show = (event: CheckEvent): void => {
    if (event.type === 'running') {
      of = event.of;
      live.show(`[${event.done + 1}/${of}] ${event.id} …`);
      return;
    }
    done += 1;
    live.clear();
    const { id, status } = event.result;
    output.write(`[${done}/${Math.max(done, of)}] ${id}: ${t(`check.status.${status}`)}\n`);
  };
  return { show, end: live.clear };
}

import { message } from '../../../shared/i18n/index.ts';
import { notApplicable, pass } from '../judgement.ts';
import type { Check } from '../judgement.ts';
import { answerTo, refusedRole, roleSteps } from './roles-seen.ts';

/** DB-GPT begins every chat with a system role; some chat templates raise an error for it (Gemma's). */
export const systemRole: Check = {
  id: 'system-role',
  types: ['chat'],
  quickFor: ['chat'],
  steps: roleSteps,
  judge(context) {
    const history = answerTo(context, 'history');
    const alone = answerTo(context, 'system-only');
    if (history === null) return notApplicable(message('check.not.notSent'));
    if (history.isTaken) return pass(message('check.saw.historyTaken'), history);
    if (alone === null) return notApplicable(message('check.not.notSent'), history);
    return alone.isTaken
      ? pass(message('check.saw.systemTaken'), alone)
      : refusedRole('system-role-refused', context, alone);
  },
};

import { message } from '../../../shared/i18n/index.ts';
import { notApplicable, pass } from '../judgement.ts';
import type { Check } from '../judgement.ts';
import { answerTo, refusedRole, roleSteps } from './roles-seen.ts';

/** DB-GPT's histories have turns of the same role behind each other; some chat templates raise an error for them. */
export const roleOrder: Check = {
  id: 'role-order',
  types: ['chat'],
  quickFor: ['chat'],
  steps: roleSteps,
  judge(context) {
    const history = answerTo(context, 'history');
    const alone = answerTo(context, 'system-only');
    const order = answerTo(context, 'order-only');
    if (history === null) return notApplicable(message('check.not.notSent'));
    if (history.isTaken) return pass(message('check.saw.historyTaken'), history);
    if (alone?.isTaken === true) return refusedRole('role-order-refused', context, history);
    if (order === null) return notApplicable(message('check.not.roleUnknown'), history);
    return order.isTaken
      ? pass(message('check.saw.orderTaken'), order)
      : refusedRole('role-order-refused', context, order);
  },
};

import type { Demotion } from '../../shared/routing.ts';
import type { Prospect } from './prospects.ts';

/** The weightier reason decides, the others break its ties. */
const burden: Readonly<Record<Demotion, number>> = {
  'no-vision': 64,
  'no-tools': 32,
  'context-too-small': 16,
  'queue-full': 8,
  unreachable: 4,
  loading: 2,
  busy: 1,
};

/** How much speaks against trying a candidate first, as bits; 0 where nothing does. */
export function burdenOf({ demotions }: Prospect): number {
  return demotions.reduce((bits, { reason }) => bits | burden[reason], 0);
}

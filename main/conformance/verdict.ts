import type { CheckId, Verdict } from '../../shared/conformance.ts';
import { fixOf, weightOf } from './flaws.ts';
import type { FlawName } from './flaws.ts';

/** A flaw that a check found. */
export interface Finding {
  id: CheckId;
  flaw: FlawName;
}

/** The verdict, and the checks that made it: see `flaws.ts` for the rule. */
export function verdictOf(findings: readonly Finding[]): { verdict: Verdict; because: CheckId[] } {
  const broken = findings.filter(({ flaw }) => weightOf(flaw) === 'breaks' && fixOf(flaw) === null);
  if (broken.length > 0) return { verdict: 'fails', because: broken.map(({ id }) => id) };
  const mended = findings.filter(({ flaw }) => weightOf(flaw) !== 'noted' && fixOf(flaw) !== null);
  return {
    verdict: mended.length > 0 ? 'works-with-fixes' : 'works',
    because: mended.map(({ id }) => id),
  };
}

/** What is to be said of a base address, which DB-GPT puts `/chat/completions` behind, and of a full one. */
import type { JudgedLine } from '../../../shared/exports.ts';
import { message } from '../../../shared/i18n/index.ts';
import { say } from './judge-facts.ts';
import type { JudgeFacts, Place } from './judge-facts.ts';
import { seeAddress } from './seen-address.ts';
import type { SeenAddress } from './seen-address.ts';

/** Addresses with commas between them; one where there is no comma. */
export function splitAddresses(value: string): string[] {
  return value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** One sentence on how it is written where that is wrong, and one on whom it leads to. */
export function judgeBase(value: string, place: Place, facts: JudgeFacts): JudgedLine[] {
  const form = judgeForm(value, place, facts);
  if (form !== null) return [form];
  const seen = seeAddress(value, facts);
  return seen === null ? [] : [...judgePath(seen, place), judgeOwner(seen, place)];
}

/** `…/v1/embeddings`, which is posted to as it stands. */
export function judgePosting(
  value: string,
  ending: '/embeddings' | '/rerank',
  place: Place,
  facts: JudgeFacts,
): JudgedLine[] {
  const form = judgeForm(value, place, facts);
  if (form !== null) return [form];
  const seen = seeAddress(value, facts);
  if (seen === null) return [];
  const isWhole = ending === '/rerank' ? /\/(rerank|relevance)$/.test(seen.path) : seen.path.endsWith(ending);
  return isWhole
    ? [judgeOwner(seen, place)]
    : [say(place, 'wrong', message('judge.address.wholeUrl', { ending }))];
}

function judgeForm(value: string, place: Place, facts: JudgeFacts): JudgedLine | null {
  const parts = splitAddresses(value);
  if (parts.length > 1 && parts.every((part) => seeAddress(part, facts) !== null))
    return say(place, 'wrong', message('judge.address.several', { count: parts.length }));
  if (seeAddress(value, facts) === null) return say(place, 'wrong', message('judge.address.none'));
  return null;
}

/** ModelTray answers at every one of these all the same. */
function judgePath({ path, whose }: SeenAddress, place: Place): JudgedLine[] {
  const verdict = whose === 'modeltray' ? 'warning' : 'wrong';
  if (/\/(?:chat\/)?completions$/i.test(path))
    return [say(place, verdict, message('judge.address.endpoint'))];
  if (/\/api(?:\/(?:chat|generate))?$/.test(path))
    return [say(place, 'wrong', message('judge.address.ollamaApi'))];
  if (path === '' && whose !== 'modeltray') return [say(place, 'wrong', message('judge.address.noVersion'))];
  return [];
}

function judgeOwner({ whose, name }: SeenAddress, place: Place): JudgedLine {
  switch (whose) {
    case 'modeltray':
      return say(place, 'ok', message('judge.address.modeltray'));
    case 'server':
      return say(place, 'warning', message('judge.address.server', { server: name }));
    case 'nearby':
      return say(place, 'warning', message('judge.address.nearby', { address: name }));
    case 'cloud':
      return say(place, 'warning', message('judge.address.cloud', { address: name }));
  }
}

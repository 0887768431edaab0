/** One `[[models.embeddings]]` or `[[models.rerankers]]`: DB-GPT posts to its `api_url` as it stands. */
import type { JudgedLine } from '../../../shared/exports.ts';
import { message } from '../../../shared/i18n/index.ts';
import { judgePosting } from './judge-address.ts';
import { say } from './judge-facts.ts';
import type { JudgeFacts } from './judge-facts.ts';
import type { TomlEntryRead } from './read-toml.ts';
import { textIn } from './toml-text.ts';

export function judgePostingEntry(
  entry: TomlEntryRead,
  ending: '/embeddings' | '/rerank',
  facts: JudgeFacts,
): JudgedLine[] {
  const name = textIn(entry, 'name');
  const provider = textIn(entry, 'provider');
  const isProxy = provider.text?.toLowerCase().startsWith('proxy/') === true;
  return [
    ...(name.isThere ? [] : [say(name.place, 'wrong', message('judge.toml.noName'))]),
    ...(name.text?.includes('@') === true ? [say(name.place, 'wrong', message('judge.toml.at'))] : []),
    ...(isProxy ? judgeUrl(entry, ending, facts) : []),
  ];
}

function judgeUrl(entry: TomlEntryRead, ending: '/embeddings' | '/rerank', facts: JudgeFacts): JudgedLine[] {
  const url = textIn(entry, 'api_url');
  const base = textIn(entry, 'api_base');
  return [
    // Its default is a server of DB-GPT's own, which nobody runs beside it.
    ...(url.isThere ? [] : [say(url.place, 'wrong', message('judge.toml.noUrl'))]),
    ...(url.text === null ? [] : judgePosting(url.text, ending, url.place, facts)),
    ...(base.isThere ? [say(base.place, 'warning', message('judge.toml.deadKey'))] : []),
  ];
}

/** Judges a TOML as DB-GPT ≥ 0.7 reads it: each line that matters, and what is missing. Pure. */
import type { ConfigReport, JudgedLine } from '../../../shared/exports.ts';
import { message } from '../../../shared/i18n/index.ts';
import { foundAddresses } from './found-addresses.ts';
import type { NamedAddress } from './found-addresses.ts';
import { inOrder, say } from './judge-facts.ts';
import type { JudgeFacts } from './judge-facts.ts';
import { hasKey } from './placeholder.ts';
import { readToml } from './read-toml.ts';
import type { ModelList, ReadToml } from './read-toml.ts';
import { namesWithoutDefault, withDefaults } from './toml-env.ts';
import { judgeLlm, judgeNames } from './toml-llms.ts';
import { judgePostingEntry } from './toml-postings.ts';
import { textIn } from './toml-text.ts';

export function judgeToml(text: string, facts: JudgeFacts): ConfigReport {
  const read = readToml(text);
  if (!read.ok) {
    const syntax = say(
      { line: read.line, key: '' },
      'wrong',
      message('judge.toml.syntax', { said: read.said }),
    );
    return { kind: 'toml', path: null, lines: [...judgeVersion(facts), syntax], addresses: [] };
  }
  const { toml } = read;
  const lines = [
    ...judgeVersion(facts),
    // Editors of Windows put it there; Python's reader does not skip it.
    ...(text.startsWith('\uFEFF') ? [say({ line: 1, key: '' }, 'wrong', message('judge.toml.mark'))] : []),
    ...judgeLists(toml, facts),
    ...judgeDefaults(toml),
    ...judgeVariables(toml),
  ];
  return { kind: 'toml', path: null, lines: inOrder(lines), addresses: addressesOf(toml, facts) };
}

function judgeVersion({ target }: JudgeFacts): JudgedLine[] {
  return target === '0.6' ? [say({ line: null, key: '' }, 'wrong', message('judge.toml.oldDbgpt'))] : [];
}

function judgeLists(toml: ReadToml, facts: JudgeFacts): JudgedLine[] {
  const llms = toml.entries('llms');
  const none =
    llms.length > 0 ? [] : [say({ line: null, key: 'models.llms' }, 'wrong', message('judge.toml.noModel'))];
  return [
    ...none,
    ...llms.flatMap((entry) => judgeLlm(entry, facts)),
    ...judgeNames(llms),
    ...toml.entries('embeddings').flatMap((entry) => judgePostingEntry(entry, '/embeddings', facts)),
    ...toml.entries('rerankers').flatMap((entry) => judgePostingEntry(entry, '/rerank', facts)),
  ];
}

const defaults: readonly (readonly [key: string, list: ModelList])[] = [
  ['default_llm', 'llms'],
  ['default_embedding', 'embeddings'],
  ['default_reranker', 'rerankers'],
];

/** A default that names no entry. What only the environment tells is not judged. */
function judgeDefaults(toml: ReadToml): JudgedLine[] {
  return defaults.flatMap(([key, list]) => {
    const setting = toml.setting(key);
    const wanted = typeof setting?.value === 'string' ? withDefaults(setting.value) : null;
    const names = toml.entries(list).map((entry) => textIn(entry, 'name').text);
    const isThere = wanted === null || wanted === '' || names.includes(wanted) || names.includes(null);
    if (setting === undefined || isThere) return [];
    return [say({ line: setting.line, key }, 'wrong', message('judge.toml.noSuchName', { name: wanted }))];
  });
}

function judgeVariables(toml: ReadToml): JudgedLine[] {
  return toml
    .strings()
    .flatMap(({ line, key, text }) =>
      namesWithoutDefault(text).map((name) =>
        say({ line, key }, 'warning', message('judge.toml.variable', { name })),
      ),
    );
}

function addressesOf(toml: ReadToml, facts: JudgeFacts): ConfigReport['addresses'] {
  const lists: readonly (readonly [ModelList, string])[] = [
    ['llms', 'api_base'],
    ['embeddings', 'api_url'],
    ['rerankers', 'api_url'],
  ];
  const named = lists.flatMap(([list, key]) =>
    toml.entries(list).flatMap((entry): NamedAddress[] => {
      const { text, place } = textIn(entry, key);
      const holdsKey = hasKey(textIn(entry, 'api_key').text);
      return text === null ? [] : [{ value: text, line: place.line, hasKey: holdsKey }];
    }),
  );
  return foundAddresses(named, facts);
}

/** What keeps a draft from being saved, by the field that it is said at: `alias`, `pools.0.name`, `rules.1.when.0.tokens`. */
import { message } from '../../../shared/i18n/index.ts';
import type { Message } from '../../../shared/i18n/index.ts';
import { qualifiedId } from '../../../shared/model.ts';
import type { ConditionField } from './condition-draft.ts';
import { misfits } from './condition-draft.ts';
import type { DraftPool, DraftRule, RouteDraft } from './route-draft.ts';
import { isWhole, typedNumber } from './typed-number.ts';

export type Problems = ReadonlyMap<string, Message>;

/** The names that are taken: a server and an alias may not share one. */
export interface TakenNames {
  servers: readonly string[];
  /** Of the routes, without the one that is edited. */
  aliases: readonly string[];
}

type Found = readonly [field: string, problem: Message];

export function draftProblems(draft: RouteDraft, taken: TakenNames): Problems {
  const problem = aliasProblem(draft.alias, taken);
  return new Map<string, Message>([
    ...(problem === null ? [] : [['alias', problem] as const]),
    ...(draft.pools.length === 0 ? [['pools', message('routes.problem.pools')] as const] : []),
    ...draft.pools.flatMap((pool, at) => poolProblems(pool, at, draft)),
    ...draft.rules.flatMap((rule, at) => ruleProblems(rule, at, draft)),
  ]);
}

const reserved: ReadonlySet<string> = new Set(['demo', 'modeltray', 'v1']);

/** Why a route cannot have this name; null where it can. */
export function aliasProblem(typed: string, { servers, aliases }: TakenNames): Message | null {
  const alias = typed.trim();
  if (alias === '') return message('routes.problem.alias.empty');
  if (!/^[a-z0-9-]+$/.test(alias)) return message('routes.problem.alias.letters');
  if (reserved.has(alias)) return message('routes.problem.alias.reserved', { alias });
  if (servers.includes(alias)) return message('routes.problem.alias.server', { alias });
  return aliases.includes(alias) ? message('routes.problem.alias.taken', { alias }) : null;
}

function poolProblems(pool: DraftPool, at: number, { pools, rules }: RouteDraft): Found[] {
  const field = `pools.${at}`;
  const name = pool.name.trim();
  const found: Found[] = [];
  if (name === '' && rules.some((rule) => rule.pool === pool.id)) {
    found.push([`${field}.name`, message('routes.problem.group.name')]);
  }
  if (name !== '' && pools.slice(0, at).some((other) => other.name.trim() === name)) {
    found.push([`${field}.name`, message('routes.problem.group.twice')]);
  }
  if (pool.candidates.length === 0) {
    found.push([`${field}.candidates`, message('routes.problem.candidates')]);
  }
  return [...found, ...candidateProblems(pool, `${field}.candidates`)];
}

function candidateProblems({ candidates }: DraftPool, field: string): Found[] {
  const ids = candidates.map(({ ref }) => (ref === null ? null : qualifiedId(ref)));
  return candidates.flatMap(({ ref, weight }, at) => {
    const share = typedNumber(weight);
    const found: Found[] = [];
    if (ref === null) found.push([`${field}.${at}.model`, message('routes.problem.model')]);
    else if (ids.indexOf(qualifiedId(ref)) < at) {
      found.push([`${field}.${at}.model`, message('routes.problem.model.twice')]);
    }
    if (share !== null && !isWhole(share, 1, 1000)) {
      found.push([`${field}.${at}.weight`, message('routes.problem.weight')]);
    }
    return found;
  });
}

function ruleProblems({ when, pool }: DraftRule, at: number, { pools }: RouteDraft): Found[] {
  const field = `rules.${at}`;
  const isKnown = pools.some(({ id }) => id === pool);
  return [
    ...(isKnown ? [] : [[`${field}.pool`, message('routes.problem.rule.group')] as const]),
    ...when.flatMap((condition, place) =>
      misfits(condition).map((part) => [`${field}.when.${place}.${part}`, misfitText(part)] as const),
    ),
  ];
}

function misfitText(field: ConditionField): Message {
  return { key: `routes.problem.condition.${field}` };
}

/**
 * The field that the core's `bad_input` names between its quotes, as the editor shows it; null where it names none.
 * A candidate's server and model are one field here.
 */
export function fieldOf(text: string): string | null {
  const field = /[“「]([a-zA-Z]+(?:\.\w+)*)[”」]/.exec(text)?.[1];
  return field?.replace(/(candidates\.\d+)\.upstream$/, '$1.model') ?? null;
}

/** Runs a check: sends what its checks need, judges each, and puts the report together. Never run by itself. */
import type { AbortSignalLike, CheckEvent } from '../../shared/api.ts';
import type { CheckDepth, CheckResult, ConformanceReport } from '../../shared/conformance.ts';
import { message } from '../../shared/i18n/index.ts';
import type { Clock } from '../../shared/ports.ts';
import type { Net } from '../net/net.ts';
import { checksFor } from './checks/index.ts';
import type { CheckFacts } from './facts.ts';
import { notApplicable } from './judgement.ts';
import type { Check, Judgement } from './judgement.ts';
import { planCheck } from './plan.ts';
import { refuseToGoOn } from './refuse.ts';
import { toResult } from './result.ts';
import { createSession } from './session.ts';
import type { Session } from './session.ts';
import { spentOn } from './spent.ts';
import { verdictOf } from './verdict.ts';
import type { Finding } from './verdict.ts';

export interface RunOptions {
  facts: CheckFacts;
  depth: CheckDepth;
  /** Sent as a Bearer header to this server alone; in no report. */
  key: string | null;
  net: Net;
  clock: Clock;
  signal: AbortSignalLike;
  emit: (event: CheckEvent) => void;
}

/**
 * Asks `facts.model` and resolves to the report. Rejects with an `AbortError` by `signal`, at once and with every socket
 * destroyed; with ModelTrayError `upstream_unreachable`, `upstream_unauthorized` or `model_not_loaded` where there is
 * nothing to judge.
 */
export async function runCheck(options: RunOptions): Promise<ConformanceReport> {
  const { facts, depth, clock, emit, key } = options;
  const startedMs = clock.monotonicMs();
  const session = createSession({ ...options, mostRequests: planCheck(facts, depth).requests });
  const checks = checksFor(facts, depth);
  const results: CheckResult[] = [];
  const findings: Finding[] = [];
  for (const [done, check] of checks.entries()) {
    emit({ type: 'running', id: check.id, done, of: checks.length });
    const judgement = await judge(check, options, session);
    const result = toResult(check.id, judgement, facts, key);
    if (judgement.kind === 'flaw') findings.push({ id: check.id, flaw: judgement.flaw });
    results.push(result);
    emit({ type: 'result', result });
  }
  return {
    address: facts.address,
    serverName: facts.serverName,
    kind: facts.kind,
    serverVersion: facts.serverVersion,
    model: facts.model.id,
    modelType: facts.model.type,
    depth,
    checkedAt: clock.now(),
    tookMs: Math.round(clock.monotonicMs() - startedMs),
    ...verdictOf(findings),
    checks: results,
    spent: spentOn(session.exchanges()),
  };
}

async function judge(check: Check, { facts, depth }: RunOptions, session: Session): Promise<Judgement> {
  const reason = check.appliesTo?.(facts, depth) ?? null;
  if (reason !== null) return notApplicable(reason);
  for (const id of check.steps) {
    await session.take(id);
    refuseToGoOn(id, session.seen(), facts);
  }
  return withoutBlame(check, check.judge({ facts, depth, seen: session.seen() }));
}

/** What was not sent, or met a limit on requests, is no finding against the server. */
function withoutBlame(check: Check, judgement: Judgement): Judgement {
  if (judgement.kind !== 'flaw') return judgement;
  const { evidence } = judgement;
  if (evidence.exchange?.status === 429 && check.id !== 'concurrency') {
    return notApplicable(message('check.not.rateLimited'), evidence);
  }
  return evidence.exchange === null ? notApplicable(message('check.not.notSent')) : judgement;
}

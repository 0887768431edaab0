/** The API check as shells ask for it: what it would do, the run itself, and the reports that are kept. */
import type { AbortSignalLike, Api } from '../../shared/api.ts';
import type { ConformanceReport } from '../../shared/conformance.ts';
import { ModelTrayError } from '../../shared/errors.ts';
import { message, resolveLocale } from '../../shared/i18n/index.ts';
import { obstacleTo, planCheck } from '../conformance/plan.ts';
import { reportJson } from '../conformance/report-json.ts';
import { reportMarkdown } from '../conformance/report-markdown.ts';
import { runCheck } from '../conformance/run.ts';
import { cancelled } from '../conformance/send.ts';
import { findServer, findTarget, lockOn, nameOf } from './check-target.ts';
import type { CheckInput, CheckTarget } from './check-target.ts';
import type { CoreParts } from './parts.ts';

type CheckCalls = Pick<Api['calls'], 'planCheck' | 'getCheckReport' | 'exportCheckReport'>;

export function createCheckCalls(parts: CoreParts, ownPorts: () => ReadonlySet<number>): CheckCalls {
  const reportOf = (server: string, model: string): ConformanceReport | null => {
    const { baseUrl } = findServer(parts, server, ownPorts());
    return parts.checkReports.find(baseUrl, model) ?? parts.checkReports.find(baseUrl, `${model}:latest`);
  };
  return {
    async planCheck(input) {
      const { facts } = await findTarget(parts, input, ownPorts());
      const plan = planCheck(facts, input.depth);
      return { ...plan, obstacle: lockOn(parts, facts) ?? plan.obstacle };
    },
    async getCheckReport({ server, model }) {
      return Promise.resolve(reportOf(server, model));
    },
    async exportCheckReport({ server, model, format }) {
      const report = reportOf(server, model);
      if (report === null) {
        const name = nameOf(findServer(parts, server, ownPorts()));
        const text = message('error.check_not_found', { model, server: name });
        throw new ModelTrayError('check_not_found', text);
      }
      const { version, systemLocale } = parts.ports;
      const locale = resolveLocale(parts.settings.get().window.language, systemLocale);
      const text =
        format === 'json' ? reportJson(report, locale, version) : reportMarkdown(report, locale, version);
      return Promise.resolve({ fileName: fileNameOf(report, format === 'json' ? 'json' : 'md'), text });
    },
  };
}

/** One check at a server at a time: another one's requests would be this one's findings. */
export function createCheckJob(parts: CoreParts, ownPorts: () => ReadonlySet<number>): Api['jobs']['check'] {
  const running = new Set<string>();
  return async (input, { signal, emit }) => {
    const { origin } = new URL(findServer(parts, input.server, ownPorts()).baseUrl);
    if (running.has(origin)) {
      throw new ModelTrayError('check_running', message('error.check_running', { server: input.server }));
    }
    running.add(origin);
    try {
      const target = await untilAborted(findTarget(parts, input, ownPorts(), signal), signal);
      refuseObstacle(parts, input, target);
      const { net, ports } = parts;
      const report = await runCheck({ ...target, depth: input.depth, net, clock: ports.clock, signal, emit });
      await keep(parts, report);
      return report;
    } finally {
      running.delete(origin);
    }
  };
}

/** A look at a listed server is others', too, and goes on; whoever cancels does not wait for it. */
function untilAborted<Result>(work: Promise<Result>, signal: AbortSignalLike): Promise<Result> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(cancelled());
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}

function refuseObstacle(parts: CoreParts, { depth }: CheckInput, { facts }: CheckTarget): void {
  const lock = lockOn(parts, facts);
  if (lock !== null) throw new ModelTrayError('no_upstream', lock);
  const obstacle = obstacleTo(facts, depth);
  if (obstacle !== null) throw new ModelTrayError(obstacle.code, obstacle.text);
}

/** A folder that cannot be written costs the next start its report, not this one. */
async function keep(parts: CoreParts, report: ConformanceReport): Promise<void> {
  const { address, model, verdict, depth, spent } = report;
  parts.ports.log.info('checked a server', { address, model, verdict, depth, requests: spent.requests });
  const kept = parts.checkReports.keep(report);
  parts.store.touch();
  try {
    await kept;
  } catch (thrown) {
    if (!(thrown instanceof ModelTrayError)) throw thrown;
    const text = thrown.userMessage;
    parts.notices.say({ id: 'not-written-checks', level: 'error', text, actions: [], canDismiss: true });
  }
}

function fileNameOf({ serverName, model, checkedAt }: ConformanceReport, ending: string): string {
  const day = new Date(checkedAt).toISOString().slice(0, 10);
  const name = `${serverName}-${model}`.replace(/^https?:\/\//, '').replace(/[^\p{L}\p{N}.]+/gu, '-');
  return `modeltray-check-${name.slice(0, 80)}-${day}.${ending}`;
}

/**
 * When the servers of this machine are asked how they are, and by what. Quiet: none is asked while its requests succeed;
 * an idle one gets a bare connection now and then, and HTTP only once that showed a change, after a failed request and
 * on wake. Nothing is asked while the machine sleeps, or on battery while nobody looks.
 */
import type { Chance, Clock } from '../../shared/ports.ts';
import type { Health } from '../../shared/upstream.ts';
import { createPlans } from './plans.ts';
import type { Attendance, Loading } from './quiet-questions.ts';

export interface HealthMonitor {
  /** A look or a request said how it is, changed or not. `retryAfterMs` is the server's own word on a rate limit. */
  note(slug: string, health: Health, retryAfterMs?: number): void;
  /** It answered a request. */
  answered(slug: string): void;
  /** A request failed in a way that a look may explain: one look soon, however many fail. */
  failed(slug: string): void;
  /** Looks soon, once: an answer just showed that what we know is old. */
  lookSoon(slug: string): void;
  forget(slug: string): void;
  /** True: nothing is asked until it is false again, and then each is asked once. */
  setResting(isResting: boolean): void;
  sleep(): void;
  /** Asks each at once, whatever was planned. The same wake told twice is one. */
  wake(): void;
  stop(): void;
}

export interface HealthMonitorOptions {
  clock: Clock;
  chance: Chance;
  /** False for servers that are not contacted without a user's action. */
  mayContact: (slug: string) => boolean;
  /** A request at it is under way, whose end will tell more than a question. */
  isInUse: (slug: string) => boolean;
  /** The machine has slept, whoever noticed it; before any server is asked. */
  onWake: () => void;
  /** A bare connection; `take` is called once, later. */
  connect: (slug: string, take: (found: Attendance) => void) => void;
  /** Its quiet path, while it loads; `take` is called once, later. */
  askLoading: (slug: string, take: (found: Loading) => void) => void;
  /** Looks at it over HTTP; `note` is called with what it found. */
  look: (slug: string) => void;
  /** Takes in what was seen without a request; `note` is called where that is a change. */
  mark: (slug: string, health: 'unreachable' | 'unknown') => void;
}

/** Between two connects at an idle server, a fifth more or less, so that no two are asked in step. */
export const idleMs = 30_000;
export const loadingMs = 3_000;
export const soonMs = 1_000;
const rateLimitMs = 30_000;
const longestRateLimitMs = 3_600_000;
/** Wakes that are told within this time are the same one. */
const sameWakeMs = 10_000;
/** A server that accepts connections and answers nothing is looked at ever more rarely: at every 16th in the end. */
const rarestLook = 16;

/** `lapse`: a rate limit runs out. */
type Step = 'connect' | 'ask-loading' | 'look' | 'lapse';

interface Watch {
  health: Health;
  /** Grows with everything that is heard of it: the answer to an older question is dropped. */
  news: number;
  /** Monotonic: the last request that it answered, and the last look for one that failed. */
  answeredMs: number;
  failedMs: number;
  /** By the wall clock. */
  limitedUntil: number;
  /** A look is due as soon as anything may be asked. */
  owesLook: boolean;
  /** Looks in a row that found no answer where a connection was accepted, and connects until the next one. */
  vainLooks: number;
  patience: number;
}

export function createHealthMonitor(options: HealthMonitorOptions): HealthMonitor {
  const { clock, chance, mayContact, isInUse, onWake, connect, askLoading, look, mark } = options;
  const watches = new Map<string, Watch>();
  let isResting = false;
  let isAsleep = false;
  let isStopped = false;
  let wokeAt = Number.NEGATIVE_INFINITY;

  const watchOf = (slug: string): Watch => {
    const watch = watches.get(slug) ?? newWatch();
    watches.set(slug, watch);
    return watch;
  };

  const planConnect = (slug: string): void => plans.set(slug, 'connect', idleMs * (0.8 + 0.4 * chance()));

  const planNext = (slug: string, watch: Watch): void => {
    if (isStopped) return;
    if (watch.health === 'rate-limited') {
      plans.set(slug, 'lapse', Math.max(0, watch.limitedUntil - clock.now()));
    } else if (isResting || !mayContact(slug)) plans.cancel(slug);
    else if (watch.health === 'loading') plans.set(slug, 'ask-loading', loadingMs);
    else planConnect(slug);
  };

  const lookNow = (slug: string, watch: Watch): void => {
    watch.owesLook = isResting || isAsleep;
    planNext(slug, watch);
    if (watch.owesLook || !mayContact(slug)) return;
    // What the look finds replaces this plan; it is for a look that is never heard of.
    planConnect(slug);
    look(slug);
  };

  const lookSoon = (slug: string): void => {
    const watch = watchOf(slug);
    if (isStopped || !mayContact(slug) || isLeftAlone(watch.health)) return;
    if (isResting || isAsleep) watch.owesLook = true;
    else if (plans.stepOf(slug) !== 'look') plans.set(slug, 'look', soonMs);
  };

  /** Hands an answer on unless something newer was heard meanwhile, which has planned what comes next. */
  const ifCurrent = <Found>(slug: string, watch: Watch, take: (found: Found) => void) => {
    const { news, answeredMs } = watch;
    return (found: Found): void => {
      if (isStopped || watches.get(slug) !== watch || watch.news !== news) return;
      if (watch.answeredMs === answeredMs) take(found);
      else planNext(slug, watch);
    };
  };

  const takeGone = (slug: string, watch: Watch): void => {
    forgetVainLooks(watch);
    planNext(slug, watch);
    if (watch.health !== 'unreachable') mark(slug, 'unreachable');
  };

  const takeAttendance = (slug: string, watch: Watch, isWake: boolean) =>
    ifCurrent(slug, watch, (found: Attendance) => {
      if (found === 'gone') takeGone(slug, watch);
      else if (found === 'there' && takesLook(watch, isWake)) lookNow(slug, watch);
      else planNext(slug, watch);
    });

  const takeLoading = (slug: string, watch: Watch) =>
    ifCurrent(slug, watch, (found: Loading) => {
      if (found === 'gone') takeGone(slug, watch);
      else if (found === 'over') lookNow(slug, watch);
      else planNext(slug, watch);
    });

  const askNow = (slug: string, watch: Watch, isWake: boolean): void => {
    if (isStopped || isResting || watch.health === 'rate-limited' || !mayContact(slug)) {
      planNext(slug, watch);
      return;
    }
    plans.cancel(slug);
    if (watch.health === 'loading') askLoading(slug, takeLoading(slug, watch));
    else connect(slug, takeAttendance(slug, watch, isWake));
  };

  /** An idle server's turn; one that is in use, or was a moment ago, is left alone. */
  const connectIfIdle = (slug: string, watch: Watch): void => {
    const restMs = idleMs - (clock.monotonicMs() - watch.answeredMs);
    if (isInUse(slug)) planConnect(slug);
    else if (restMs > 0) plans.set(slug, 'connect', restMs + (idleMs / 5) * chance());
    else askNow(slug, watch, false);
  };

  const run = (slug: string, step: Step): void => {
    const watch = watchOf(slug);
    if (step === 'lapse') mark(slug, 'unknown');
    else if (step === 'look') lookNow(slug, watch);
    else if (isAsleep) planNext(slug, watch);
    else if (step === 'connect') connectIfIdle(slug, watch);
    else askNow(slug, watch, false);
  };

  const wake = (): void => {
    const now = clock.now();
    // The wall clock may have been set back since.
    if (!isAsleep && Math.abs(now - wokeAt) < sameWakeMs) return;
    isAsleep = false;
    wokeAt = now;
    onWake();
    for (const [slug, watch] of watches) askNow(slug, watch, true);
  };

  const plans = createPlans<Step>({ clock, run, onLate: wake });

  return {
    note(slug, health, retryAfterMs = rateLimitMs) {
      const watch = watchOf(slug);
      watch.news += 1;
      watch.health = health;
      if (health !== 'unreachable') forgetVainLooks(watch);
      watch.limitedUntil = clock.now() + Math.min(retryAfterMs, longestRateLimitMs);
      planNext(slug, watch);
    },
    answered(slug) {
      watchOf(slug).answeredMs = clock.monotonicMs();
      if (isAsleep) wake();
    },
    failed(slug) {
      const watch = watchOf(slug);
      if (clock.monotonicMs() - watch.failedMs < idleMs) return;
      watch.failedMs = clock.monotonicMs();
      lookSoon(slug);
    },
    lookSoon,
    forget(slug) {
      plans.cancel(slug);
      watches.delete(slug);
    },
    setResting(resting) {
      if (resting === isResting) return;
      isResting = resting;
      // Whoever plugs the machine in or opens the window is awake.
      if (!resting) isAsleep = false;
      for (const [slug, watch] of watches) {
        if (resting) planNext(slug, watch);
        else askNow(slug, watch, false);
      }
    },
    sleep() {
      isAsleep = true;
    },
    wake,
    stop() {
      isStopped = true;
      plans.cancelAll();
    },
  };
}

function newWatch(): Watch {
  const never = Number.NEGATIVE_INFINITY;
  return {
    health: 'unknown',
    news: 0,
    answeredMs: never,
    failedMs: never,
    limitedUntil: 0,
    owesLook: false,
    vainLooks: 0,
    patience: 0,
  };
}

function forgetVainLooks(watch: Watch): void {
  watch.vainLooks = 0;
  watch.patience = 0;
}

/** A look would not change these: what is being loaded tells by its quiet path, and a key is for its user to enter. */
function isLeftAlone(health: Health): boolean {
  return health === 'loading' || health === 'unauthorized';
}

/** Whether an accepted connection asks for a look: it is back, it is owed one, or the machine has just woken up. */
function takesLook(watch: Watch, isWake: boolean): boolean {
  if (watch.owesLook) return true;
  if (watch.health !== 'unreachable') return isWake && watch.health !== 'unauthorized';
  if (watch.patience > 0 && !isWake) {
    watch.patience -= 1;
    return false;
  }
  watch.vainLooks += 1;
  watch.patience = Math.min(2 ** watch.vainLooks, rarestLook) - 1;
  return true;
}

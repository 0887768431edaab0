/** What a check would do, before it does anything. Pure. */
import type { CheckDepth, CheckPlan } from '../../shared/conformance.ts';
import { message } from '../../shared/i18n/index.ts';
import type { Message } from '../../shared/i18n/index.ts';
import { isWithin } from '../../shared/location.ts';
import { checksFor } from './checks/index.ts';
import type { CheckRequest, StepId } from './exchange.ts';
import type { CheckFacts } from './facts.ts';
import { steps } from './steps.ts';
import { estimatePrompt } from './tokens.ts';

/** A budget is an estimate, rather too large than too small, and told in round figures. */
const margin = 1.2;
const roundTo = 100;

export function planCheck(facts: CheckFacts, depth: CheckDepth): CheckPlan {
  const requests = requestsOf(facts, depth);
  const tokens = requests.reduce((sum, one) => sum + estimatePrompt(one.body) + one.answerTokens, 0);
  const rounded = Math.ceil((tokens * margin) / roundTo) * roundTo;
  return {
    model: facts.model.id,
    depth,
    requests: requests.length,
    tokens: rounded,
    effects: effectsOf(facts, depth, rounded),
    obstacle: obstacleTo(facts, depth)?.text ?? null,
  };
}

/** The steps that are sent, each once, in the order of the checks that need them. */
export function stepsOf(facts: CheckFacts, depth: CheckDepth): StepId[] {
  const needed = checksFor(facts, depth)
    .filter((check) => (check.appliesTo?.(facts, depth) ?? null) === null)
    .flatMap((check) => check.steps);
  return [...new Set(needed)];
}

function requestsOf(facts: CheckFacts, depth: CheckDepth): readonly CheckRequest[] {
  return stepsOf(facts, depth).flatMap((id) => steps[id].plan(facts, depth));
}

export interface Obstacle {
  code: 'bad_input' | 'model_not_loaded';
  text: Message;
}

/** Why it can't run like this. A quick check loads nothing, and only what chats or embeds can be asked. */
export function obstacleTo({ model, loadedInstead }: CheckFacts, depth: CheckDepth): Obstacle | null {
  if (model.type !== 'chat' && model.type !== 'embedding') {
    return { code: 'bad_input', text: message('check.obstacle.type', { model: model.id }) };
  }
  if (depth === 'full' || model.loaded !== false) return null;
  const text =
    loadedInstead === null
      ? message('check.obstacle.notLoaded', { model: model.id })
      : message('check.obstacle.notLoaded.other', { model: model.id, other: loadedInstead });
  return { code: 'model_not_loaded', text };
}

function effectsOf(facts: CheckFacts, depth: CheckDepth, tokens: number): Message[] {
  const { model, location, reach, serverName } = facts;
  const effects: Message[] = [];
  if (depth === 'full' && model.loaded === false) {
    effects.push(message('check.effect.loads', { model: model.id }));
  }
  if (location === 'cloud') {
    effects.push(message('check.effect.cloud', { server: serverName, tokens }));
  } else if (!isWithin(reach, 'this-machine')) {
    effects.push(message('check.effect.network', { server: serverName }));
  }
  if (facts.forwards) effects.push(message('check.effect.forwards', { server: serverName }));
  return effects;
}

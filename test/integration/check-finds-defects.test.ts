import { expect, test } from 'vitest';
import type { CheckId, Verdict } from '../../shared/conformance.ts';
import { busyOf, defectsIn, factsOf, runOn, startChecked, startConducted } from '../support/check.ts';
import { exemplary } from '../support/conduct/conduct.ts';
import type { Conduct } from '../support/conduct/conduct.ts';
import { conducts } from '../support/conduct/index.ts';
import type { DialectName } from '../support/fake-types.ts';
import { useScope } from '../support/scope.ts';

const scope = useScope();

const software: [
  conduct: keyof typeof conducts,
  dialect: DialectName,
  defects: CheckId[],
  verdict: Verdict,
][] = [
  ['ollama', 'ollama', ['max-tokens', 'too-long'], 'works'],
  ['llama-cpp', 'llama-cpp', ['bad-json'], 'works'],
  ['lm-studio', 'lm-studio', [], 'works'],
  ['vllm', 'vllm', [], 'works'],
  ['openai', 'openai', [], 'works'],
  ['koboldcpp', 'openai', ['stream-cadence', 'bad-json', 'too-long'], 'works'],
  ['transformers-serve', 'openai', ['stream-end', 'bad-json', 'unknown-model', 'too-long'], 'works'],
  ['exemplary', 'openai', [], 'works'],
];

test.each(software)(
  'a full check of %s finds what it does otherwise',
  async (name, dialect, defects, verdict) => {
    const conducted = await startConducted(scope, { dialect, conduct: conducts[name] });
    const facts = factsOf(conducted.fake, { busy: busyOf(dialect) });
    const report = await runOn(scope, conducted, facts, 'full');
    expect(defectsIn(report)).toEqual(defects);
    expect(report.verdict).toBe(verdict);
  },
);

const single: [what: string, change: Partial<Conduct>, dialect: DialectName, defects: CheckId[]][] = [
  ['truncates a long prompt', { tooLong: 'truncates' }, 'llama-cpp', ['too-long']],
  ['answers a long prompt with 500', { tooLong: 'fails' }, 'llama-cpp', ['too-long']],
  ['drops the connection for a long prompt', { tooLong: 'drops' }, 'llama-cpp', ['too-long']],
  ['ignores stop words', { honoursStop: false }, 'openai', ['stop']],
  ['ignores max_tokens', { honoursMaxTokens: false }, 'openai', ['max-tokens']],
  ['ignores max_completion_tokens', { honoursMaxCompletionTokens: false }, 'openai', ['max-tokens']],
  ['takes broken JSON', { badJson: 'accepts' }, 'openai', ['bad-json']],
  ['answers an unknown model with 500', { unknownModel: 'fails' }, 'openai', ['unknown-model']],
  ['says errors as text', { errors: 'text' }, 'openai', ['bad-json', 'unknown-model']],
  ['hides errors behind 200', { errors: 'in-200' }, 'openai', ['bad-json', 'unknown-model']],
  ['ignores JSON mode', { jsonMode: 'ignores' }, 'openai', ['json-mode']],
  ['refuses JSON mode', { jsonMode: 'refuses' }, 'openai', ['json-mode']],
  ['has no index in its tool calls', { tools: 'calls-without-index' }, 'openai', ['tool-stream']],
  ['fails with tools', { tools: 'fails' }, 'openai', ['tool-stream']],
  ['answers in words where a tool call is required', { tools: 'ignores' }, 'openai', ['tool-stream']],
  ['refuses tools', { tools: 'refuses' }, 'openai', []],
  ['refuses the system role', { refusesSystem: true }, 'openai', ['system-role']],
  ['refuses two turns of a role', { refusesSameRoles: true }, 'openai', ['role-order']],
  ['refuses both', { refusesSystem: true, refusesSameRoles: true }, 'openai', ['system-role', 'role-order']],
  [
    'counts no tokens',
    { usage: { whole: false, stream: 'never' } },
    'openai',
    ['chat-usage', 'stream-usage'],
  ],
  ['refuses stream_options', { usage: { whole: true, stream: 'refuses' } }, 'openai', ['stream-usage']],
  ['names no role', { namesRole: false }, 'openai', ['stream-role']],
  ['sends no [DONE]', { sendsDone: false }, 'openai', ['stream-end']],
  ['sends no finish reason', { sendsFinish: false }, 'openai', ['stream-end', 'tool-stream']],
  ['sends all at the end', { delivery: 'lump' }, 'openai', ['stream-cadence']],
  ['runs on after an abort', { runsOn: true }, 'openai', ['abort']],
  [
    'runs on, in several slots, and says so',
    { runsOn: true, slots: 4, busyPath: '/slots' },
    'llama-cpp',
    ['abort'],
  ],
  ['refuses what is too much at once', { slots: 2, whenBusy: 'refuses' }, 'openai', ['concurrency']],
  ['thinks in another field', { thinks: 'in-a-field' }, 'ollama', ['readable']],
  ['thinks in the field that DB-GPT reads', { thinks: 'in-a-field' }, 'openai', []],
  ['thinks in its text', { thinks: 'in-tags' }, 'openai', ['readable', 'json-mode']],
  ['has null choices', { damage: 'null-choices' }, 'openai', ['stream']],
  ['has choices without delta', { damage: 'no-delta' }, 'openai', ['stream']],
  ['names its events', { damage: 'named-events' }, 'openai', ['stream']],
  ['sends events that are no JSON', { damage: 'unreadable-event' }, 'openai', ['stream']],
  ['breaks characters', { damage: 'broken-characters' }, 'openai', ['unicode']],
  ['sends halves of characters', { damage: 'half-pairs' }, 'openai', ['unicode']],
  ['answers a stream in JSON', { damage: 'in-json' }, 'openai', ['stream']],
  ['answers a stream with a page', { damage: 'page' }, 'openai', ['stream']],
  ['streams under a wrong content type', { damage: 'content-type' }, 'openai', ['stream']],
  ['ends a stream with an error', { damage: 'error-event' }, 'openai', ['stream']],
  ['answers blanks', { damage: 'blank' }, 'openai', ['chat', 'readable']],
  ['cuts its streams', { damage: 'cut' }, 'openai', ['stream-end']],
  ['refuses whole answers', { refusesWhole: true }, 'openai', ['chat']],
];

test.each(single)('a server that %s', async (_what, change, dialect, defects) => {
  const { check } = await startChecked(scope, { dialect, conduct: { ...exemplary, ...change } });
  expect(defectsIn(await check('full'))).toEqual(defects);
});

/** A server of each kind through the real core: what a full check finds is what its wire does otherwise, and no more. */
import { expect, test } from 'vitest';
import type { CheckId } from '../../shared/conformance.ts';
import { defectsIn, startChecked } from '../support/check.ts';
import { conducts } from '../support/conduct/index.ts';
import type { DialectName } from '../support/fake-types.ts';
import { useScope } from '../support/scope.ts';

const scope = useScope();

/** Those that answer errors in a shape of their own, and those that have OpenAI's. */
const ownErrors: readonly CheckId[] = ['bad-json', 'unknown-model'];
const found: readonly (readonly [dialect: DialectName, defects: readonly CheckId[]])[] = [
  ['ollama', []],
  ['lm-studio', []],
  ['llama-cpp', []],
  ['vllm', []],
  ['localai', []],
  ['text-generation-webui', []],
  ['gpt4all', []],
  ['openai', []],
  ['litellm', []],
  ['llama-swap', []],
  ['jan', ownErrors],
  ['fastchat', ownErrors],
  ['mlx-lm', ownErrors],
  ['lmdeploy', ownErrors],
  // Their context is known, so a prompt that is too long for it is sent as well.
  ['sglang', [...ownErrors, 'too-long']],
  ['tgi', [...ownErrors, 'too-long']],
  ['xinference', [...ownErrors, 'too-long']],
];

test.each(found)('%s', async (dialect, defects) => {
  const { check } = await startChecked(scope, { dialect, conduct: conducts.exemplary });
  const report = await check('full');
  expect(defectsIn(report)).toEqual(defects);
  expect(report.verdict).toBe('works');
});

test('KoboldCpp, recognised and with the context that it says, cuts a long prompt without a word', async () => {
  const { check } = await startChecked(scope, { dialect: 'koboldcpp', conduct: conducts.koboldcpp });
  const report = await check('full');
  expect(report.kind).toBe('koboldcpp');
  expect(defectsIn(report)).toEqual(['stream-cadence', 'bad-json', 'too-long']);
});

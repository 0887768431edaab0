import { expect, test } from 'vitest';
import { estimateTokens } from '../../main/routing/estimate-tokens.ts';
import { buildPromptFacts, noPrompt } from '../../main/routing/prompt-facts.ts';

const image = { type: 'image_url', image_url: { url: `data:image/png;base64,${'A'.repeat(100_000)}` } };
const user = (content: unknown): unknown => ({ role: 'user', content });

test('the messages’ texts are counted, with what a template puts around them', () => {
  const { tokens, isEstimate } = buildPromptFacts({ messages: [user('hello there'), user('and more')] });
  expect(tokens).toBe(estimateTokens('hello there') + estimateTokens('and more') + 8);
  expect(isEstimate).toBe(true);
});

test('an image counts as one, not by the length of its data', () => {
  const facts = buildPromptFacts({
    messages: [user([{ type: 'text', text: 'what is this?' }, image, image])],
  });
  expect(facts.images).toBe(2);
  expect(facts.tokens).toBeGreaterThan(1_200);
  expect(facts.tokens).toBeLessThan(1_300);
});

test('tools, their old name, and what they take of the prompt', () => {
  const tool = { type: 'function', function: { name: 'look_up', parameters: { type: 'object' } } };
  const messages = [user('hi')];
  expect(buildPromptFacts({ messages, tools: [tool] }).hasTools).toBe(true);
  expect(buildPromptFacts({ messages, functions: [tool.function] }).hasTools).toBe(true);
  expect(buildPromptFacts({ messages, tools: [] }).hasTools).toBe(false);
  const without = buildPromptFacts({ messages }).tokens;
  expect(buildPromptFacts({ messages, tools: [tool] }).tokens).toBeGreaterThan(without + 10);
});

test.each([
  [{ type: 'json_object' }, true],
  [{ type: 'json_schema', json_schema: {} }, true],
  [{ type: 'text' }, false],
  ['json_object', false],
  [undefined, false],
])('the response format %o asks for JSON: %s', (response_format, expected) => {
  expect(buildPromptFacts({ messages: [], response_format }).isJsonMode).toBe(expected);
});

test.each([
  ['a prompt', { prompt: 'once upon a time' }],
  ['an input', { input: 'once upon a time' }],
  ['a list of inputs', { input: ['once upon', ' a time'] }],
  ['a query and documents', { query: 'once', documents: [{ text: 'upon a' }, 'time'] }],
])('%s without messages is counted', (_what, body) => {
  expect(buildPromptFacts(body).tokens).toBeGreaterThanOrEqual(3);
  expect(buildPromptFacts(body).tokens).toBeLessThanOrEqual(6);
});

test('a prompt of token numbers has as many tokens', () => {
  expect(buildPromptFacts({ prompt: [1, 2, 3] }).tokens).toBe(3);
  expect(buildPromptFacts({ input: [[1, 2], [3]] }).tokens).toBe(3);
});

test.each([
  [null],
  ['text'],
  [[]],
  [{}],
  [{ messages: 'hello' }],
  [{ messages: [null, 7, {}] }],
  [{ tools: {} }],
])('a body of %o has no prompt and breaks nothing', (body) => {
  const { tokens, ...facts } = buildPromptFacts(body);
  expect(tokens).toBeLessThanOrEqual(12);
  expect({ ...facts, affinity: null }).toEqual({ ...noPrompt, tokens: undefined });
});

test('all turns of a conversation have one key, and other conversations have others', () => {
  const system = { role: 'system', content: 'You are terse.' };
  const opening = [system, user('What is a proxy?')];
  const answered = [...opening, { role: 'assistant', content: 'A go-between.' }, user('Why?')];
  const key = (messages: unknown[]): string | null => buildPromptFacts({ messages }).affinity;
  expect(key(opening)).toMatch(/^[0-9a-f]{16}$/);
  expect(key(answered)).toBe(key(opening));
  expect(key([system, user('What is a relay?')])).not.toBe(key(opening));
  expect(key([{ ...system, content: 'You are chatty.' }, user('What is a proxy?')])).not.toBe(key(opening));
});

test('a second question before any answer still belongs to its conversation', () => {
  const key = (messages: unknown[]): string | null => buildPromptFacts({ messages }).affinity;
  expect(key([user('One'), user('Two')])).toBe(key([user('One')]));
});

test('the client’s own cache key goes before what is read', () => {
  const key = (text: string): string | null =>
    buildPromptFacts({ prompt_cache_key: 'session-7', messages: [user(text)] }).affinity;
  expect(key('a')).toBe(key('b'));
  expect(key('a')).not.toBe(buildPromptFacts({ messages: [user('a')] }).affinity);
});

test('a growing prompt keeps its key once it has a beginning, and nothing has none', () => {
  const story = 'Once upon a time there was a server. '.repeat(20);
  const key = (prompt: string): string | null => buildPromptFacts({ prompt }).affinity;
  expect(key(`${story}It loaded.`)).toBe(key(`${story}It loaded. Then it answered.`));
  expect(buildPromptFacts({ messages: [] }).affinity).toBeNull();
  expect(buildPromptFacts({ messages: [user([image])] }).affinity).toBeNull();
});

import { expect, test } from 'vitest';
import { readContextOverflow } from '../../main/routing/context-overflow.ts';

const openai = (message: string, code: string | null = null): unknown => ({
  error: { message, type: 'invalid_request_error', code },
});

test('llama.cpp’s figures stand in fields of their own', () => {
  const message = 'request (6028 tokens) exceeds the available context size (2048 tokens), try increasing it';
  const error = { code: 400, message, type: 'exceed_context_size_error', n_prompt_tokens: 6028, n_ctx: 2048 };
  expect(readContextOverflow(400, { error }, message)).toEqual({
    kind: 'context-overflow',
    status: 400,
    said: message,
    promptTokens: 6028,
    contextTokens: 2048,
  });
});

test.each([
  [
    'vLLM',
    "This model's maximum context length is 16384 tokens. However, you requested 122946 tokens (112946 in the messages, 10000 in the completion).",
    122946,
    16384,
  ],
  [
    'OpenAI',
    "This model's maximum context length is 8192 tokens. However, your messages resulted in 9001 tokens.",
    9001,
    8192,
  ],
  [
    'LM Studio',
    'Trying to keep the first 10136 tokens when context the overflows. However, the model is loaded with context length of only 7866 tokens, which is not enough.',
    10136,
    7866,
  ],
  ['llama-cpp-python', 'Requested tokens (2285) exceed context window of 2048', 2285, 2048],
  ['SGLang', "The input (5000 tokens) is longer than the model's context length (4096 tokens).", 5000, 4096],
  [
    'TGI',
    'Input validation error: `inputs` tokens + `max_new_tokens` must be <= 4096. Given: 4000 `inputs` tokens and 200 `max_new_tokens`',
    4000,
    4096,
  ],
  ['Anthropic', 'prompt is too long: 210000 tokens > 200000 maximum', 210000, 200000],
])('%s says it in words', (_server, said, promptTokens, contextTokens) => {
  expect(readContextOverflow(400, openai(said), said)).toMatchObject({ promptTokens, contextTokens });
});

test('a code without figures is enough', () => {
  const body = openai('Too long.', 'context_length_exceeded');
  expect(readContextOverflow(400, body, 'Too long.')).toMatchObject({
    promptTokens: null,
    contextTokens: null,
  });
});

test('an older llama.cpp says so with 500', () => {
  const said = 'Context size has been exceeded.';
  expect(readContextOverflow(500, openai(said), said)?.kind).toBe('context-overflow');
});

test.each([
  [400, 'max_tokens must be at least 1'],
  [400, 'The response was filtered.'],
  [429, 'You exceeded your current quota: maximum context length'],
  [401, 'prompt is too long'],
  [500, null],
])('%i %s is about something else', (status, said) => {
  expect(readContextOverflow(status, openai(said ?? ''), said)).toBeNull();
});

test('a body that is no object is read by its words', () => {
  expect(readContextOverflow(400, undefined, 'prompt is too long: 9 tokens > 8')?.promptTokens).toBe(9);
  expect(readContextOverflow(400, [], null)).toBeNull();
});

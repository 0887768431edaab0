import { expect, test } from 'vitest';
import { message } from '../../shared/i18n/index.ts';
import { flawed, notApplicable, pass } from '../../main/conformance/judgement.ts';
import { keptCharacters, shorten, toResult } from '../../main/conformance/result.ts';
import { sayOutcome } from '../../main/conformance/say.ts';
import { outcomeOf } from '../../main/conformance/read-error.ts';
import { answered, facts, recorded, refused, requestOf, saying } from './recorded.ts';

const key = 'sk-very-"secret"';

test('a pass has its request line, its body and the answer, and no headers of ours', () => {
  const exchange = saying(['OK', '.'], { request: requestOf('stream-usage') });
  const result = toResult(
    'stream',
    pass(message('check.saw.stream', { events: 4 }), { exchange }),
    facts,
    null,
  );
  expect(result).toMatchObject({
    id: 'stream',
    status: 'pass',
    fix: null,
    meaning: { key: 'check.pass.stream' },
  });
  expect(result.request).toBe(
    'POST /v1/chat/completions\n\n{"messages":[{"role":"user","content":"Say OK."}],"model":"tiny","max_tokens":16,"stream":true,"temperature":0.6,"stream_options":{"include_usage":true}}',
  );
  expect(result.answer).toMatch(/^HTTP 200\ncontent-type: text\/event-stream\n\ndata: \{.*data: \[DONE\]$/s);
});

test('only the lines that decided are shown where a check names them', () => {
  const evidence = { exchange: saying(['a', 'b']), lines: ['data: one', 'data: two'] };
  const { answer } = toResult('stream', pass(message('check.saw.noEvents'), evidence), facts, null);
  expect(answer).toBe('HTTP 200\ncontent-type: text/event-stream\n\ndata: one\n\ndata: two');
});

test('what is mended is repaired, and what is not has failed', () => {
  const evidence = { exchange: refused(500, { error: { message: 'no' } }) };
  const detail = message('check.saw.noList');
  const of = (flaw: 'error-shape' | 'truncated') =>
    toResult('unknown-model', flawed(flaw, detail, evidence), facts, null);
  expect(of('error-shape')).toMatchObject({ status: 'repaired', fix: 'error-shape' });
  expect(of('truncated')).toMatchObject({
    status: 'fail',
    fix: null,
    meaning: { key: 'check.flaw.truncated' },
  });
});

test('what was not sent has neither request nor answer', () => {
  const result = toResult('too-long', notApplicable(message('check.not.contextUnknown')), facts, null);
  expect(result).toMatchObject({ status: 'not-applicable', request: null, answer: null });
});

test('a server that quotes the key does not bring it into a report', () => {
  const exchange = refused(400, { error: { message: `Incorrect API key provided: ${key}` } });
  const outcome = outcomeOf(exchange);
  if (outcome.kind === 'answered') throw new Error('it was refused');
  const result = toResult('chat', flawed('chat-refused', sayOutcome(outcome), { exchange }), facts, key);
  expect(JSON.stringify(result)).not.toContain('very');
  expect(result.detail.params).toMatchObject({ said: 'Incorrect API key provided: ***' });
});

test('what broke off says how', () => {
  const cut = answered('half', { ending: 'broken' });
  const { answer } = toResult('chat', pass(message('check.saw.notJson'), { exchange: cut }), facts, null);
  expect(answer).toMatch(/half\n\(broken\)$/);
  const none = recorded({ status: null, ending: 'no-answer', error: 'ECONNREFUSED' });
  const gone = toResult('chat', pass(message('check.saw.notJson'), { exchange: none }), facts, null);
  expect(gone.answer).toBe('(no-answer, ECONNREFUSED)');
});

test('a long text keeps both ends and its limit', () => {
  const text = `begin${'word '.repeat(5000)}end`;
  const short = shorten(text);
  expect(short).toHaveLength(keptCharacters);
  expect(short.startsWith('begin')).toBe(true);
  expect(short.endsWith('end')).toBe(true);
  expect(shorten('short')).toBe('short');
});

import { describe, expect, test } from 'vitest';
import { mendToolCallsAsText } from '../../main/repairs/tool-calls-as-text.ts';
import { createToolCalls, mendToolCalls } from '../../main/repairs/tool-calls.ts';
import { chunk, done, event, everySplit, mendPieces, readStream } from './stream.ts';

interface Call {
  index?: number;
  id?: string;
  type?: string;
  function: { name?: string; arguments?: unknown };
}

/** What a client puts together from the fragments, by index. */
function collect(
  deltas: readonly (readonly Call[])[],
): { id: unknown; type: unknown; name: string; args: string }[] {
  const calls: { id: unknown; type: unknown; name: string; args: string }[] = [];
  for (const part of deltas.flat()) {
    const at = part.index ?? -1;
    const call = (calls[at] ??= { id: part.id, type: part.type, name: '', args: '' });
    call.name += part.function.name ?? '';
    call.args += typeof part.function.arguments === 'string' ? part.function.arguments : '';
  }
  return calls;
}

function mendDeltas(deltas: readonly (readonly Call[])[]): Call[][] {
  const repair = createToolCalls();
  return deltas.map((tool_calls) => {
    const mended = repair.mend(chunk({ delta: { tool_calls } }) as Readonly<Record<string, unknown>>);
    return (mended as { choices: [{ delta: { tool_calls: Call[] } }] }).choices[0].delta.tool_calls;
  });
}

const two = [
  { id: 'a', type: 'function', name: 'f', args: '{"x":1}' },
  { id: 'b', type: 'function', name: 'g', args: '{}' },
];

const streams: [what: string, deltas: Call[][]][] = [
  [
    'no index, whole calls',
    [
      [{ id: 'a', type: 'function', function: { name: 'f', arguments: '{"x":1}' } }],
      [{ id: 'b', type: 'function', function: { name: 'g', arguments: '{}' } }],
    ],
  ],
  [
    'no index, both in one chunk',
    [
      [
        { id: 'a', type: 'function', function: { name: 'f', arguments: '{"x":1}' } },
        { id: 'b', type: 'function', function: { name: 'g', arguments: '{}' } },
      ],
    ],
  ],
  [
    'no index, arguments in fragments',
    [
      [{ id: 'a', type: 'function', function: { name: 'f', arguments: '{"x"' } }],
      [{ function: { arguments: ':1}' } }],
      [{ id: 'b', type: 'function', function: { name: 'g', arguments: '' } }],
      [{ function: { arguments: '{}' } }],
    ],
  ],
  [
    'index 0 for both',
    [
      [{ index: 0, id: 'a', type: 'function', function: { name: 'f', arguments: '{"x"' } }],
      [{ index: 0, function: { arguments: ':1}' } }],
      [{ index: 0, id: 'b', type: 'function', function: { name: 'g', arguments: '{' } }],
      [{ index: 0, function: { arguments: '}' } }],
    ],
  ],
  [
    'the id repeated in every fragment',
    [
      [{ id: 'a', type: 'function', function: { name: 'f', arguments: '{"x"' } }],
      [{ id: 'a', type: 'function', function: { arguments: ':1}' } }],
      [{ id: 'b', type: 'function', function: { name: 'g', arguments: '{}' } }],
    ],
  ],
  [
    'arguments as an object, no type',
    [
      [{ index: 0, id: 'a', function: { name: 'f', arguments: { x: 1 } } }],
      [{ index: 1, id: 'b', function: { name: 'g', arguments: {} } }],
    ],
  ],
];

test.each(streams)('a stream with %s adds up to two calls', (_what, deltas) => {
  expect(collect(mendDeltas(deltas))).toEqual(two);
});

test('calls without an id get one each, of their answer’s own', () => {
  const calls = collect(
    mendDeltas([
      [{ function: { name: 'f', arguments: {} } }, { function: { name: 'f', arguments: {} } }],
      [{ function: { name: 'g', arguments: {} } }],
    ]),
  );
  expect(calls.map(({ id }) => id)).toEqual(['call_7_0_0', 'call_7_0_1', 'call_7_0_2']);
});

test('a well-formed stream is the same', () => {
  const deltas: Call[][] = [
    [{ index: 0, id: 'a', type: 'function', function: { name: 'f', arguments: '' } }],
    [{ index: 0, function: { arguments: '{}' } }],
    [{ index: 1, id: 'b', type: 'function', function: { name: 'g', arguments: '{}' } }],
  ];
  mendDeltas(deltas).forEach((mended, at) =>
    mended.forEach((call, nth) => expect(call).toBe(deltas[at]?.[nth])),
  );
});

describe('the finish reason', () => {
  const call = event(
    chunk({ delta: { tool_calls: [{ id: 'a', function: { name: 'f', arguments: { x: 1 } } }] } }),
  );
  const text = event(chunk({ delta: { content: 'Let me look.' } }));

  test.each(['stop', 'tool_call', 'function_call'])(
    '%s behind a call is tool_calls, wherever the bytes break',
    (finish) => {
      for (const pieces of everySplit(text + call + event(chunk({ finish })) + done)) {
        const mended = mendPieces(pieces, { fixes: ['tool-calls'] });
        expect(mended.text).toContain('"finish_reason":"tool_calls"');
        expect(mended.text).toContain(String.raw`"arguments":"{\"x\":1}"`);
        expect(mended.fixes).toEqual(['tool-calls']);
      }
    },
  );

  test('length stays, and so does stop where nothing was called', () => {
    const cut = event(chunk({ finish: 'length' }));
    expect(mendPieces([call + cut], { fixes: ['tool-calls'] }).text).toContain(cut);
    const none =
      event(chunk({ delta: { content: 'x', tool_calls: [] } })) + event(chunk({ finish: 'stop' })) + done;
    expect(mendPieces([none], { fixes: ['tool-calls'] })).toEqual({ text: none, fixes: [] });
  });
});

test('a whole answer’s calls', () => {
  const answer = (calls: object[], finish_reason: string): Record<string, unknown> => ({
    id: 'chatcmpl-9',
    choices: [{ index: 0, message: { role: 'assistant', content: null, tool_calls: calls }, finish_reason }],
  });
  const right = answer(
    [{ id: 'a', type: 'function', function: { name: 'f', arguments: '{}' } }],
    'tool_calls',
  );
  expect(mendToolCalls(right)).toBe(right);
  expect(mendToolCalls(answer([{ function: { name: 'f', arguments: { x: [1] } } }], 'stop'))).toEqual(
    answer(
      [{ id: 'call_9_0_0', type: 'function', function: { name: 'f', arguments: '{"x":[1]}' } }],
      'tool_calls',
    ),
  );
  const none = answer([], 'stop');
  expect(mendToolCalls(none)).toBe(none);
});

describe('a client that offered no tools', () => {
  const call = (fragment: object): string => event(chunk({ delta: { tool_calls: [fragment] } }));
  const stream = [
    event(chunk({ delta: { role: 'assistant', content: null } })),
    call({ index: 0, id: 'a', type: 'function', function: { name: 'get_weather', arguments: '' } }),
    call({ index: 0, function: { arguments: '{"city"' } }),
    call({ index: 0, function: { arguments: ':"Paris"}' } }),
    call({ index: 1, id: 'b', type: 'function', function: { name: 'now', arguments: {} } }),
    event(chunk({ finish: 'tool_calls' })),
    done,
  ].join('');

  test('gets calls as text with the finish, wherever the bytes break', () => {
    for (const pieces of everySplit(stream)) {
      const { text, fixes } = mendPieces(pieces, { fixes: ['tool-calls'], readsToolCalls: false });
      expect(readStream(text)).toMatchObject({
        content: '{"name":"get_weather","arguments":{"city":"Paris"}}\n{"name":"now","arguments":{}}',
        finish: 'stop',
      });
      expect(text).not.toContain('tool_calls');
      expect(fixes).toEqual(['tool-calls']);
    }
  });

  test('on a line of their own where something was said before', () => {
    const said = event(chunk({ delta: { content: 'So:' } })) + stream;
    const { text } = mendPieces([said], { fixes: ['tool-calls'], readsToolCalls: false });
    expect(readStream(text).content).toMatch(/^So:\n\{"name":"get_weather"/);
  });

  test('and of a whole answer behind what it says', () => {
    const calls = [{ id: 'a', type: 'function', function: { name: 'f', arguments: '{"x":1}' } }];
    const answer = (
      content: string | null,
      more: object,
      finish_reason: string,
    ): Record<string, unknown> => ({
      choices: [{ index: 0, message: { role: 'assistant', content, ...more }, finish_reason }],
    });
    expect(mendToolCallsAsText(answer(null, { tool_calls: calls }, 'tool_calls'))).toEqual(
      answer('{"name":"f","arguments":{"x":1}}', {}, 'stop'),
    );
    expect(mendToolCallsAsText(answer('So:', { tool_calls: calls }, 'length'))).toEqual(
      answer('So:\n{"name":"f","arguments":{"x":1}}', {}, 'length'),
    );
    const none = answer('x', { tool_calls: [] }, 'stop');
    expect(mendToolCallsAsText(none)).toBe(none);
  });
});

import { expect, test } from 'vitest';
import { estimateTokens } from '../../main/routing/estimate-tokens.ts';

/** Each with its tokens: the mean of o200k, Llama 3, Qwen 3, DeepSeek V3 and Gemma 3. None was used for fitting but the Chinese. */
const texts: readonly (readonly [what: string, tokens: number, text: string])[] = [
  [
    'English',
    89,
    'A small proxy on a laptop has one job that sounds easy: take a question from a program, find a model that can answer it, and bring the answer back. What makes it hard is everything that happens in between. The server may still be loading its weights, another program may have taken the last free slot, or the user may close the lid in the middle of a sentence. None of that should reach the program as a mystery.',
  ],
  [
    'Chinese',
    78,
    '在笔记本电脑上运行大语言模型，最常见的问题并不是模型本身，而是各个程序之间的配合。有的服务正在加载权重，有的服务已经被别的请求占满，还有的服务在电脑休眠之后就再也没有恢复。使用者看到的只是一条含糊的错误信息，不知道该重启哪一个程序，也不知道自己的问题到底发到了哪里。',
  ],
  [
    'Japanese',
    61.4,
    'ノートパソコンで言語モデルを動かすとき、いちばん困るのはモデルの性能ではなく、サーバーの状態がわからないことです。読み込み中なのか、混雑しているのか、それとも停止しているのか、利用者には同じように見えてしまいます。',
  ],
  [
    'German',
    65.4,
    'Wer ein Sprachmodell auf dem eigenen Rechner betreibt, merkt schnell, dass nicht das Modell die meiste Arbeit macht, sondern das Zusammenspiel der Programme. Ein Server lädt noch, ein anderer ist ausgelastet, und nach dem Ruhezustand antwortet vielleicht gar keiner mehr.',
  ],
  [
    'code',
    123.8,
    "export function chooseServer(servers: readonly Server[], load: ReadonlyMap<string, number>): Server | null {\n  const ready = servers.filter(({ health }) => health === 'healthy');\n  const sorted = ready.toSorted((a, b) => (load.get(a.slug) ?? 0) - (load.get(b.slug) ?? 0));\n  for (const server of sorted) {\n    if (server.limit === null || (load.get(server.slug) ?? 0) < server.limit) return server;\n  }\n  return sorted[0] ?? null;\n}\n",
  ],
  [
    'mixed',
    57.4,
    '请把下面的报错翻译成中文，并说明可能的原因："Error: connect ECONNREFUSED 127.0.0.1:11434"。我已经执行过 `ollama serve`，但是 DB-GPT 仍然提示 model not found。',
  ],
];

test.each(texts)('%s is estimated within 20 %%', (_what, tokens, text) => {
  expect(Math.abs(estimateTokens(text) / tokens - 1)).toBeLessThan(0.2);
});

test('nothing has no tokens, and a letter has one', () => {
  expect(estimateTokens('')).toBe(0);
  expect(estimateTokens('a')).toBe(1);
});

test('an emoji is a few tokens, and no text has more tokens than bytes', () => {
  expect(estimateTokens('🙂')).toBe(3);
  for (const text of ['a b c d', '1 2 3 4 5', '模型', 'émigré', '{"a":[1,2]}', 'ночь']) {
    expect(estimateTokens(text)).toBeLessThanOrEqual(new TextEncoder().encode(text).length);
  }
});

test('a text of megabytes is read in part and counts in full', () => {
  const part = 'A server that is loading is not a server that is down. ';
  const short = estimateTokens(part.repeat(1_000));
  expect(estimateTokens(part.repeat(100_000)) / short).toBeCloseTo(100, 0);
});

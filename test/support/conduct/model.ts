/** The model behind a conduct: it does what it is asked in plain words, and nothing else. */
import { tokenise } from './tokens.ts';

const numbers = 'one two three four five six seven eight nine ten eleven twelve';
const story = tokenise(' The old tree stood by the river and its leaves moved in the wind of the evening');

/** The tokens of the answer to a question, at most `most` of them. */
export function answerTokens(question: string, most: number): string[] {
  if (/\blong\b/i.test(question)) return endless(most);
  return tokenise(answerText(question)).slice(0, most);
}

function answerText(question: string): string {
  const line = /^Repeat [^:]*: (.*)$/s.exec(question)?.[1];
  if (line !== undefined) return question.includes('five times') ? Array(5).fill(line).join(' ') : line;
  if (/^Count\b/.test(question)) return numbers;
  return 'OK.';
}

function endless(most: number): string[] {
  return Array.from({ length: most }, (_, at) => story[at % story.length] ?? '');
}

/** The smallest value that a JSON schema allows. */
export function smallest(schema: unknown): unknown {
  if (typeof schema !== 'object' || schema === null) return {};
  const { type, enum: values, properties } = schema as Record<string, unknown>;
  if (Array.isArray(values)) return values[0];
  if (type === 'string') return 'x';
  if (type === 'integer' || type === 'number') return 1;
  if (type === 'boolean') return true;
  if (type === 'array') return [];
  const members = typeof properties === 'object' && properties !== null ? Object.entries(properties) : [];
  return Object.fromEntries(members.map(([name, member]) => [name, smallest(member)]));
}

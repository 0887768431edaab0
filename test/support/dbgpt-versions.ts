/**
 * What differs between DB-GPT's versions in what its chat client sends and reads (0.4.0 to 0.8.1: `chatgpt.py` on top of
 * OpenAI's asynchronous Python client). Written for tests, apart from the code that they test.
 */
export type DbgptVersion = '0.4.2' | '0.6.0' | '0.6.3' | '0.7.5' | '0.8.1';

export interface DbgptHabits {
  /** An event with `choices: []` is passed over (from 0.4.3 on); before it is an IndexError. */
  skipsEmptyChoices: boolean;
  /** `delta.reasoning_content` is shown, and usage beside a choice is counted (from 0.7.0 on). */
  readsThoughtsAndUsage: boolean;
  /** From 0.6.1 and 0.6.3 on. */
  sendsStop: boolean;
  sendsTopP: boolean;
  /** What its window asks for. */
  maxTokens: number;
  /** OpenAI's package, as it was current then. */
  packageVersion: string;
}

const newest: DbgptHabits = {
  skipsEmptyChoices: true,
  readsThoughtsAndUsage: true,
  sendsStop: true,
  sendsTopP: true,
  maxTokens: 4000,
  packageVersion: '1.109.1',
};
const lastWithEnv: DbgptHabits = {
  ...newest,
  readsThoughtsAndUsage: false,
  maxTokens: 2048,
  packageVersion: '1.58.1',
};

export const dbgptHabits: Readonly<Record<DbgptVersion, DbgptHabits>> = {
  '0.4.2': {
    ...lastWithEnv,
    skipsEmptyChoices: false,
    sendsStop: false,
    sendsTopP: false,
    packageVersion: '1.6.1',
  },
  '0.6.0': { ...lastWithEnv, sendsStop: false, sendsTopP: false, packageVersion: '1.44.0' },
  '0.6.3': lastWithEnv,
  '0.7.5': newest,
  '0.8.1': newest,
};

export const newestDbgpt: DbgptVersion = '0.8.1';

/** The DB-GPT page: the guided flow. */
export const dbgptPage = {} as const;

export const dbgptPage = {} as const;

/** DB-GPT kept in step: the watched `.env`, and DB-GPT’s own API. */
export const sync = {} as const;

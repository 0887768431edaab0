/** The Activity page. */
export const activity = {} as const;

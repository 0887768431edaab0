/** Live traffic on Home, and the playground. */
export const live = {} as const;

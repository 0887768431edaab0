/** The Settings page: keys, timeouts, notifications, logs, reset, import and export. */
export const preferences = {} as const;

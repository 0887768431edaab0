/** Looking for servers: what was found, and how we know. */
export const find = { 'find.placeholder': '…' } as const;

/** A server’s own page, and its models’ facts. */
export const servers = { 'servers.placeholder': '…' } as const;

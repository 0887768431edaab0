import type { servers as english } from '../en/servers.ts';

export const servers: Record<keyof typeof english, string> = { 'servers.placeholder': '…' };

import type { check as english } from '../en/check.ts';

export const check: Record<keyof typeof english, string> = { 'check.placeholder': '…' };

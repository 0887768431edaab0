/** The API check: its steps, what they saw, what that means. */
export const check = { 'check.placeholder': '…' } as const;

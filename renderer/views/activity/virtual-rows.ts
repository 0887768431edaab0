/**
 * The window of a long list. Its functions answer from what is scrolled now, so nothing that they give may be memoized:
 * only `RequestTable` uses it, and hands plain numbers on.
 */
export { useVirtualizer } from '@tanstack/react-virtual';

import type { MessageKey } from '../../../shared/i18n/index.ts';

/** In the order of the table. Those that are secondary fold away where the window is narrow; the details have them all. */
export const columns = [
  { id: 'time', name: 'activity.column.time', isSecondary: false, isNumber: false },
  { id: 'status', name: 'activity.column.status', isSecondary: false, isNumber: false },
  { id: 'client', name: 'activity.column.client', isSecondary: true, isNumber: false },
  { id: 'model', name: 'activity.column.model', isSecondary: false, isNumber: false },
  { id: 'location', name: 'activity.column.location', isSecondary: false, isNumber: false },
  { id: 'decision', name: 'activity.column.decision', isSecondary: true, isNumber: false },
  { id: 'attempts', name: 'activity.column.attempts', isSecondary: true, isNumber: true },
  { id: 'firstToken', name: 'activity.column.firstToken', isSecondary: false, isNumber: true },
  { id: 'total', name: 'activity.column.total', isSecondary: false, isNumber: true },
  { id: 'own', name: 'activity.column.own', isSecondary: true, isNumber: true },
  { id: 'tokens', name: 'activity.column.tokens', isSecondary: true, isNumber: true },
  { id: 'rate', name: 'activity.column.rate', isSecondary: true, isNumber: true },
  { id: 'fixes', name: 'activity.column.fixes', isSecondary: true, isNumber: true },
] as const satisfies readonly {
  id: string;
  name: MessageKey;
  isSecondary: boolean;
  isNumber: boolean;
}[];

export type ColumnId = (typeof columns)[number]['id'];

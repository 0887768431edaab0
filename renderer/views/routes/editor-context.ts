import { createContext, use } from 'react';
import type { AppState } from '../../../shared/app-state.ts';
import type { ModelType } from '../../../shared/model.ts';
import type { Drag } from './draft-moves.ts';
import type { Ids, RouteDraft } from './route-draft.ts';

/** What every part of the editor needs. */
export interface Editing {
  draft: RouteDraft;
  upstreams: AppState['upstreams'];
  serves: ModelType;
  ids: Ids;
  edit: (change: (draft: RouteDraft) => RouteDraft) => void;
  /** Moves a part by a button, and says so. */
  move: (drag: Drag, name: string) => void;
  /** What is wrong at a field, in words. */
  problemAt: (field: string) => string | undefined;
}

export const EditingContext = createContext<Editing | null>(null);

export function useEditing(): Editing {
  const editing = use(EditingContext);
  if (editing === null) throw new Error('useEditing was called outside the editor');
  return editing;
}

import { DragDropContext } from '@hello-pangea/dnd';
import type { DragStart, DragUpdate, DropResult, ResponderProvided } from '@hello-pangea/dnd';
import type { ReactNode } from 'react';
import { useWords } from '../../words.ts';
import { endWords, moveWords, startWords } from './announcements.ts';
import type { Drag, SortableType } from './draft-moves.ts';
import { dragName, listLength } from './drag-names.ts';
import type { RouteDraft } from './route-draft.ts';

interface DraggingProps {
  draft: RouteDraft;
  onDragging: (isDragging: boolean) => void;
  onMove: (drag: Drag) => void;
  children: ReactNode;
}

/** Dragging by mouse and keyboard, told in the window's language. */
export function Dragging({ draft, onDragging, onMove, children }: DraggingProps): ReactNode {
  const { t } = useWords();
  const start = ({ draggableId, source, type }: DragStart, { announce }: ResponderProvided): void => {
    onDragging(true);
    const count = listLength(draft, type as SortableType, source.droppableId);
    announce(startWords({ name: dragName(draft, draggableId, t), index: source.index, count }, t));
  };
  const placeOf = ({ source, destination, type }: DragUpdate): { index: number; count: number } | null => {
    if (destination === null) return null;
    const isOther = destination.droppableId !== source.droppableId;
    const count = listLength(draft, type as SortableType, destination.droppableId) + (isOther ? 1 : 0);
    return { index: destination.index, count };
  };
  const update = (drag: DragUpdate, { announce }: ResponderProvided): void =>
    announce(moveWords(dragName(draft, drag.draggableId, t), placeOf(drag), t));
  const end = (drag: DropResult, { announce }: ResponderProvided): void => {
    onDragging(false);
    announce(endWords(dragName(draft, drag.draggableId, t), placeOf(drag), t));
    const { source, destination, type } = drag;
    if (destination === null) return;
    onMove({
      type: type as SortableType,
      from: { list: source.droppableId, index: source.index },
      to: { list: destination.droppableId, index: destination.index },
    });
  };
  return (
    <DragDropContext
      onDragStart={start}
      onDragUpdate={update}
      onDragEnd={end}
      dragHandleUsageInstructions={t('routes.drag.how')}
    >
      {children}
    </DragDropContext>
  );
}

/** Lists whose items are put into another order: dragged by mouse or keyboard, or moved by two buttons. */
import { Draggable, Droppable } from '@hello-pangea/dnd';
import { ActionIcon } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconGripVertical } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { MouseEvent, ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { useWords } from '../../words.ts';
import type { SortableType } from './draft-moves.ts';
import classes from './editor.module.css';

interface SortableListProps {
  id: string;
  type: SortableType;
  label: string;
  children: ReactNode;
}

export function SortableList({ id, type, label, children }: SortableListProps): ReactNode {
  return (
    <Droppable droppableId={id} type={type}>
      {({ innerRef: place, droppableProps, placeholder }, { isDraggingOver }) => (
        <div
          ref={place}
          {...droppableProps}
          className={classes.sortable}
          data-over={isDraggingOver || undefined}
          role="group"
          aria-label={label}
        >
          {children}
          {placeholder}
        </div>
      )}
    </Droppable>
  );
}

interface SortableItemProps {
  id: string;
  index: number;
  count: number;
  /** What a screen reader calls the item. */
  name: string;
  className?: string | undefined;
  onMove: (to: number) => void;
  /** The handle and the two buttons are put where the item wants them. */
  children: (handle: ReactNode, buttons: ReactNode) => ReactNode;
}

export function SortableItem(props: SortableItemProps): ReactNode {
  const { id, index, count, name, className, onMove, children } = props;
  const { t } = useWords();
  return (
    <Draggable draggableId={id} index={index}>
      {({ innerRef: place, draggableProps, dragHandleProps }, { isDragging, dropAnimation }) => (
        <div ref={place} {...draggableProps} className={className} data-dragging={isDragging || undefined}>
          {children(
            // Not a button: the library takes none as a handle.
            <span className={classes.handle} {...dragHandleProps} aria-label={t('routes.drag', { name })}>
              <IconGripVertical size={16} stroke={1.7} />
            </span>,
            <MoveButtons name={name} index={index} count={count} onMove={onMove} />,
          )}
          {dropAnimation !== null && <DropEnd animationMs={dropAnimation.duration * 1000} />}
        </div>
      )}
    </Draggable>
  );
}

/** So much longer than its animation a drop may take. */
const graceMs = 50;

/**
 * The library ends a drop by the end of its animation, which does not come where there was nothing to animate, as for
 * who wants less motion: the item would stay lifted. This says the end in its place; a second one is ignored.
 */
function DropEnd({ animationMs }: { animationMs: number }): ReactNode {
  const mark = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const item = mark.current?.parentElement;
    const timer = setTimeout(
      () =>
        item?.dispatchEvent(
          new TransitionEvent('transitionend', { propertyName: 'transform', bubbles: true }),
        ),
      animationMs + graceMs,
    );
    return () => clearTimeout(timer);
  }, [animationMs]);
  return <span ref={mark} hidden />;
}

type MoveButtonsProps = Pick<SortableItemProps, 'name' | 'index' | 'count' | 'onMove'>;

function MoveButtons({ name, index, count, onMove }: MoveButtonsProps): ReactNode {
  const { t } = useWords();
  // A moved element loses the focus, and a disabled one cannot have it: the keyboard would start again at the top.
  const move = (to: number) => (event: MouseEvent<HTMLButtonElement>) => {
    if (to < 0 || to >= count) return;
    const button = event.currentTarget;
    flushSync(() => onMove(to));
    button.focus();
  };
  return (
    <span className={classes.moves}>
      <ActionIcon
        size="md"
        aria-label={t('routes.up', { name })}
        aria-disabled={index === 0}
        data-off={index === 0 || undefined}
        onClick={move(index - 1)}
      >
        <IconArrowUp size={16} stroke={1.7} />
      </ActionIcon>
      <ActionIcon
        size="md"
        aria-label={t('routes.down', { name })}
        aria-disabled={index === count - 1}
        data-off={index === count - 1 || undefined}
        onClick={move(index + 1)}
      >
        <IconArrowDown size={16} stroke={1.7} />
      </ActionIcon>
    </span>
  );
}

import { Button, VisuallyHidden } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import type { CallInput } from '../../../shared/api.ts';
import type { AppState } from '../../../shared/app-state.ts';
import { useAppState } from '../../app-state.ts';
import { bridge } from '../../bridge.ts';
import { Note } from '../../components/note.tsx';
import { Sheet, SheetBar, SheetBody } from '../../components/sheet.tsx';
import { createFailure } from '../../failure.ts';
import { tellDone } from '../../tell.ts';
import { usePlaceGuard } from '../../route.ts';
import { useAction } from '../../use-action.ts';
import { useWords } from '../../words.ts';
import { endWords } from './announcements.ts';
import { Dragging } from './dragging.tsx';
import { ElsewhereNote } from './elsewhere-note.tsx';
import { fieldOf } from './draft-problems.ts';
import { movePart } from './draft-moves.ts';
import { isChangedElsewhere, sessionProblems } from './edit-session.ts';
import type { EditSession } from './edit-session.ts';
import { EditingContext } from './editor-context.ts';
import type { Editing } from './editor-context.ts';
import { EditorForm } from './editor-form.tsx';
import { listLength } from './drag-names.ts';
import { LeaveDialog } from './leave-dialog.tsx';
import { isChanged, toInput } from './route-draft.ts';
import type { RouteDraft } from './route-draft.ts';
import classes from './editor.module.css';

interface RouteEditorProps {
  /** Null: nothing is edited, and the sheet is closed. */
  session: EditSession | null;
  onChange: (change: (session: EditSession) => EditSession) => void;
  /** Starts again from the route as it is now. */
  onReload: () => void;
  onClose: () => void;
}

/** A route as a form beside the page. Nothing is stored before it is saved, and then the whole route at once. */
export function RouteEditor({ session, onChange, onReload, onClose }: RouteEditorProps): ReactNode {
  const { t } = useWords();
  const [isLeaving, setLeaving] = useState(false);
  const goOn = useRef<(() => void) | null>(null);
  const isDragging = useRef(false);
  const isDirty = session !== null && isChanged(session.draft, session.start);
  useWarnBeforeUnload(isDirty);
  usePlaceGuard(isDirty, (wanted) => {
    goOn.current = wanted;
    setLeaving(true);
  });
  const leave = (): void => {
    // Escape ends the dragging, or the question, first.
    if (isDragging.current || isLeaving) return;
    // Not at once: the question hears the same Escape, and would take it for its own.
    if (isDirty) setTimeout(() => setLeaving(true));
    else onClose();
  };
  const alias = session?.alias ?? null;
  const title = alias === null ? t('routes.editor.new') : t('routes.editor.edit', { alias });
  return (
    <>
      <Sheet isOpen={session !== null} title={title} closesOutside={!isDirty} onClose={leave}>
        {session !== null && (
          <Content
            session={session}
            onChange={onChange}
            onReload={onReload}
            onSaved={onClose}
            onLeave={leave}
            onDragging={(is) => {
              isDragging.current = is;
            }}
          />
        )}
      </Sheet>
      <LeaveDialog
        isOpen={isLeaving}
        onStay={() => {
          goOn.current = null;
          setLeaving(false);
        }}
        onLeave={() => {
          setLeaving(false);
          onClose();
          goOn.current?.();
        }}
      />
    </>
  );
}

function useWarnBeforeUnload(isDirty: boolean): void {
  useEffect(() => {
    if (!isDirty) return undefined;
    const warn = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [isDirty]);
}

interface ContentProps extends Omit<RouteEditorProps, 'session' | 'onClose'> {
  session: EditSession;
  onSaved: () => void;
  onLeave: () => void;
  onDragging: (isDragging: boolean) => void;
}

function Content({ session, onChange, onReload, onSaved, onLeave, onDragging }: ContentProps): ReactNode {
  const state = useAppState();
  const { t, say, explain } = useWords();
  const { draft } = session;
  const [spoken, setSpoken] = useState('');
  const body = useRef<HTMLDivElement>(null);
  const save = useSave(session, onSaved);
  const problems = sessionProblems(state, session);
  const coreField = save.failure === null ? null : fieldOf(save.failure.message);
  const isElsewhere = isChangedElsewhere(state, session) || save.failure?.code === changedElsewhere;

  const edit = (change: (draft: RouteDraft) => RouteDraft): void => {
    save.clear();
    onChange((now) => ({ ...now, draft: change(now.draft) }));
  };
  const editing: Editing = {
    draft,
    edit,
    upstreams: state.upstreams,
    serves: session.serves,
    ids: session.ids,
    move(drag, name) {
      edit((now) => movePart(now, drag));
      setSpoken(
        endWords(name, { index: drag.to.index, count: listLength(draft, drag.type, drag.to.list) }, t),
      );
    },
    problemAt(field) {
      const problem = session.isChecked ? problems.get(field) : undefined;
      if (problem !== undefined) return say(problem);
      return save.failure !== null && coreField === field ? explain(save.failure) : undefined;
    },
  };
  const submit = (): void => {
    onChange((now) => ({ ...now, isChecked: true }));
    if (problems.size === 0) save.run(toInput(draft), session);
    else setTimeout(() => focusProblem(body.current));
  };
  return (
    <>
      <SheetBar>
        <div className={classes.bar}>
          <p className={classes.quiet}>{t('routes.editor.how')}</p>
          <Button variant="default" onClick={onLeave}>
            {t('window.cancel')}
          </Button>
          <Button loading={save.isPending} disabled={isElsewhere} onClick={submit}>
            {t('window.save')}
          </Button>
        </div>
      </SheetBar>
      <SheetBody>
        <div ref={body} className={classes.form}>
          {isElsewhere && (
            <ElsewhereNote
              session={session}
              onReload={() => {
                save.clear();
                onReload();
              }}
              onKeep={() => {
                save.clear();
                onChange(keepMine(state));
              }}
            />
          )}
          {save.failure !== null && save.failure.code !== changedElsewhere && (
            <Note level="error" isLive>
              {explain(save.failure)}
            </Note>
          )}
          {session.isChecked && problems.size > 0 && (
            <Note level="error" isLive>
              {t('routes.editor.problems', { count: problems.size })}
            </Note>
          )}
          <EditingContext value={editing}>
            <Dragging
              draft={draft}
              onDragging={onDragging}
              onMove={(drag) => edit((now) => movePart(now, drag))}
            >
              <EditorForm
                isNew={session.alias === null}
                onServes={(serves) => onChange((now) => ({ ...now, serves }))}
              />
            </Dragging>
          </EditingContext>
        </div>
        <VisuallyHidden role="status">{spoken}</VisuallyHidden>
      </SheetBody>
    </>
  );
}

const changedElsewhere = 'changed_elsewhere';

/** Looks once more before it replaces the route: the newest state may still be on its way here. */
function useSave(
  session: EditSession,
  onSaved: () => void,
): ReturnType<typeof useAction<[CallInput<'saveRoute'>, EditSession], AppState>> {
  const { t } = useWords();
  return useAction(
    async (input: CallInput<'saveRoute'>, opened: EditSession) => {
      const now = await bridge.call('getState', {});
      if (isChangedElsewhere(now, opened)) throw createFailure(changedElsewhere);
      return bridge.call('saveRoute', input);
    },
    {
      showsFailure: true,
      onDone: () => {
        tellDone(t('routes.saved', { alias: session.draft.alias.trim() }));
        onSaved();
      },
    },
  );
}

function keepMine(state: AppState): (session: EditSession) => EditSession {
  return (session) => ({
    ...session,
    base: state.settings.routes.find(({ alias }) => alias === session.alias) ?? null,
  });
}

function focusProblem(form: HTMLElement | null): void {
  form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
}

import { Button, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useRef } from 'react';
import type { ReactNode } from 'react';
import type { FoundServer } from '../../../shared/discovery.ts';
import { useAppState } from '../../app-state.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { Note } from '../../components/note.tsx';
import { Section } from '../../components/section.tsx';
import { Sheet, SheetBar, SheetBody } from '../../components/sheet.tsx';
import { useWords } from '../../words.ts';
import { FindBar } from './find-bar.tsx';
import classes from './find.module.css';
import { standingOf } from './find-state.ts';
import { FoundRow } from './found-row.tsx';
import { GoneList } from './gone-list.tsx';
import { LookEverywhere } from './look-everywhere.tsx';
import type { Adds } from './use-adds.ts';
import { useAdds } from './use-adds.ts';
import type { Find } from './use-find.ts';

interface FindSheetProps {
  find: Find;
  /** The way to add a server by its address instead. */
  onAddByHand: () => void;
}

/** Looks for model servers on this machine, and puts what is new into the list as the user says. */
export function FindSheet({ find, onAddByHand }: FindSheetProps): ReactNode {
  const { t } = useWords();
  return (
    <Sheet isOpen={find.isOpen} title={t('servers.find')} onClose={find.close}>
      <SheetBar>
        <FindBar find={find} />
      </SheetBar>
      <SheetBody>
        <FindBody find={find} onAddByHand={onAddByHand} />
      </SheetBody>
    </Sheet>
  );
}

function FindBody({ find, onAddByHand }: FindSheetProps): ReactNode {
  const { t, explain } = useWords();
  const adds = useAdds();
  const list = useRef<HTMLUListElement>(null);
  const { phase, servers, gone, failure, listed } = find.state;
  const isOver = phase !== 'looking' && phase !== 'idle';
  return (
    <div className={classes.body}>
      <div className={classes.intro}>
        <Text size="sm" c="dimmed" className={classes.words}>
          {t('findServers.intro')}
        </Text>
        {isOver && <AddAll servers={servers} adds={adds} onAdd={() => list.current?.focus()} />}
      </div>
      {failure !== null && (
        <Note level="error" isLive>
          {explain(failure)}
        </Note>
      )}
      {servers.length > 0 && (
        <ul className={classes.list} aria-label={t('findServers.results')} ref={list} tabIndex={-1}>
          {servers.map((found) => (
            <FoundRow key={found.baseUrl} found={found} adds={adds} onLeave={find.close} />
          ))}
        </ul>
      )}
      {servers.length === 0 && isOver && <Nothing find={find} onAddByHand={onAddByHand} />}
      {isOver && listed?.canSeeProcesses === false && <Note level="info">{t('findServers.blind')}</Note>}
      {isOver && <GoneList gone={gone} servers={servers} onClose={find.close} />}
      {isOver && <LookEverywhere find={find} />}
    </div>
  );
}

function Nothing({ find, onAddByHand }: FindSheetProps): ReactNode {
  const { t } = useWords();
  return (
    <Section>
      <EmptyState title={t('findServers.empty.title')} text={t('findServers.empty.text')}>
        <Button
          leftSection={<IconPlus size={16} />}
          onClick={() => {
            find.close();
            onAddByHand();
          }}
        >
          {t('servers.add')}
        </Button>
      </EmptyState>
    </Section>
  );
}

interface AddAllProps {
  servers: readonly FoundServer[];
  adds: Adds;
  /** The button goes away by being used; the focus needs another place. */
  onAdd: () => void;
}

function AddAll({ servers, adds, onAdd }: AddAllProps): ReactNode {
  const { upstreams } = useAppState();
  const { t } = useWords();
  const fresh = servers.filter((found) => {
    const added = adds.of(found.baseUrl);
    return standingOf(found, upstreams).as === 'new' && (added === undefined || added.as === 'failed');
  });
  if (fresh.length < 2) return null;
  return (
    <Button
      size="xs"
      onClick={() => {
        adds.add(fresh);
        onAdd();
      }}
    >
      {t('findServers.addAll', { count: fresh.length })}
    </Button>
  );
}

import { Button, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { UpstreamState } from '../../../shared/upstream.ts';
import { useAppState } from '../../app-state.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Section } from '../../components/section.tsx';
import { useWords } from '../../words.ts';
import { FindButton } from './find-button.tsx';
import { RemoveDialog } from './remove-dialog.tsx';
import { ServerDialog } from './server-dialog.tsx';
import { ServerRow } from './server-row.tsx';
import classes from './servers.module.css';
import { useFind } from './use-find.ts';

type Open = { dialog: 'add' } | { dialog: 'edit' | 'key' | 'remove'; server: UpstreamState };

/** The servers that requests can go to. */
export function Servers(): ReactNode {
  const { upstreams } = useAppState();
  const { t } = useWords();
  const [open, setOpen] = useState<Open | null>(null);
  const find = useFind();
  const close = (): void => setOpen(null);
  const isEmpty = upstreams.every(({ kind }) => kind === 'demo');
  const add = (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setOpen({ dialog: 'add' })}>
      {t('servers.add')}
    </Button>
  );
  return (
    <>
      <PageHeader title={t('servers.title')} intro={t('servers.intro')}>
        <FindButton find={find} />
        {!isEmpty && add}
      </PageHeader>
      <Text size="sm" c="dimmed" role="status" className={classes.found}>
        {find.text}
      </Text>
      <Section>
        {isEmpty && (
          <EmptyState title={t('servers.empty.title')} text={t('servers.empty.text')}>
            {add}
          </EmptyState>
        )}
        <ul className={classes.list}>
          {upstreams.map((server) => (
            <ServerRow
              key={server.slug}
              server={server}
              onEdit={() => setOpen({ dialog: 'edit', server })}
              onEnterKey={() => setOpen({ dialog: 'key', server })}
              onRemove={() => setOpen({ dialog: 'remove', server })}
            />
          ))}
        </ul>
      </Section>
      <ServerDialog
        isOpen={open !== null && open.dialog !== 'remove'}
        server={open?.dialog === 'edit' || open?.dialog === 'key' ? open.server : null}
        startsAtKey={open?.dialog === 'key'}
        onClose={close}
      />
      <RemoveDialog server={open?.dialog === 'remove' ? open.server : null} onClose={close} />
    </>
  );
}

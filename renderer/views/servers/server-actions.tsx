import { Button } from '@mantine/core';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Translate } from '../../../shared/i18n/index.ts';
import { healthWord } from '../../../shared/upstream.ts';
import type { UpstreamState } from '../../../shared/upstream.ts';
import { bridge } from '../../bridge.ts';
import { MoreMenu } from '../../components/more-menu.tsx';
import entry from '../../components/entry.module.css';
import { tellDone } from '../../tell.ts';
import { useAction } from '../../use-action.ts';
import { useWords } from '../../words.ts';
import { modelsText } from './models-text.ts';

interface ServerActionsProps {
  server: UpstreamState;
  onEdit: () => void;
  onRemove: () => void;
}

/** What can be done with a listed server, in its row and on its page. */
export function ServerActions({ server, onEdit, onRemove }: ServerActionsProps): ReactNode {
  const { t } = useWords();
  const { slug, name } = server;
  const test = useAction(() => bridge.call('testUpstream', { slug }), {
    onDone: (tested) => tellDone(`${name}: ${outcomeOf(tested, t)}`),
  });
  return (
    <div className={entry.actions}>
      <Button
        size="xs"
        variant="default"
        aria-label={t('servers.test.named', { name })}
        loading={test.isPending}
        onClick={() => test.run()}
      >
        {t('servers.test')}
      </Button>
      <MoreMenu
        label={t('servers.menu', { name })}
        items={[
          { label: t('servers.edit'), icon: <IconPencil size={16} />, onClick: onEdit },
          { label: t('servers.remove'), icon: <IconTrash size={16} />, isDanger: true, onClick: onRemove },
        ]}
      />
    </div>
  );
}

/** Models are counted only where it answered: those of the last time would look like an answer. */
function outcomeOf(tested: UpstreamState, t: Translate): string {
  const word = t(healthWord(tested));
  return tested.health === 'healthy' ? `${word} · ${modelsText(tested.modelCount, t)}` : word;
}

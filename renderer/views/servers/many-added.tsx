import { Button, Group, Loader, Stack } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useAppState } from '../../app-state.ts';
import { useAction } from '../../use-action.ts';
import { useWords } from '../../words.ts';
import { addOne } from './add-many.ts';
import type { Became } from './many-addresses.ts';
import { modelsText } from './models-text.ts';
import { ShareForm } from './share-form.tsx';
import entry from '../../components/entry.module.css';
import classes from './servers.module.css';

interface ManyAddedProps {
  became: readonly Became[];
  /** Tried again with the addresses that failed. */
  keyText: string;
  onClose: () => void;
}

/** What became of each of several addresses, and the offer to let their servers answer under one name. */
export function ManyAdded({ became: atFirst, keyText, onClose }: ManyAddedProps): ReactNode {
  const { t } = useWords();
  const { upstreams } = useAppState();
  const [became, setBecame] = useState(atFirst);
  const slugs = became.flatMap((one) => (one.as === 'failed' ? [] : [one.slug]));
  const servers = upstreams.filter(({ slug }) => slugs.includes(slug));
  return (
    <Stack gap="md">
      <ul className={entry.list} aria-label={t('routes.many.became')}>
        {became.map((one) => (
          <BecameRow
            key={one.address}
            became={one}
            keyText={keyText}
            onBecame={(next) =>
              setBecame((all) => all.map((now) => (now.address === next.address ? next : now)))
            }
          />
        ))}
      </ul>
      {servers.length > 1 ? (
        <ShareForm key={slugs.join()} servers={servers} onClose={onClose} />
      ) : (
        <Group justify="flex-end">
          <Button onClick={onClose}>{t('window.close')}</Button>
        </Group>
      )}
    </Stack>
  );
}

interface BecameRowProps {
  became: Became;
  keyText: string;
  onBecame: (became: Became) => void;
}

function BecameRow({ became, keyText, onBecame }: BecameRowProps): ReactNode {
  const { t, explain } = useWords();
  const again = useAction(() => addOne(became.address, keyText), { onDone: onBecame });
  const isFailed = became.as === 'failed';
  return (
    <li className={classes.becameRow}>
      {isFailed ? (
        <IconAlertTriangle size={16} className={classes.doubt} />
      ) : (
        <IconCircleCheck size={16} className={classes.good} />
      )}
      <span className={classes.becameWords} role="status">
        <span>{became.address}</span>
        <span className={classes.becameText}>
          {isFailed ? (
            t('routes.many.failed', { reason: explain(became.failure) })
          ) : (
            <Listed became={became} />
          )}
        </span>
      </span>
      {isFailed && (
        <Button
          size="compact-xs"
          variant="default"
          aria-label={t('routes.many.again.named', { address: became.address })}
          disabled={again.isPending}
          onClick={again.run}
        >
          {again.isPending ? <Loader size={12} color="gray" /> : t('routes.many.again')}
        </Button>
      )}
    </li>
  );
}

function Listed({ became }: { became: Exclude<Became, { as: 'failed' }> }): ReactNode {
  const { t } = useWords();
  const { upstreams } = useAppState();
  const server = upstreams.find(({ slug }) => slug === became.slug);
  const facts = { name: server?.name ?? became.slug, models: modelsText(server?.modelCount ?? 0, t) };
  return t(became.as === 'added' ? 'routes.many.added' : 'routes.many.listed', facts);
}

import { Radio, Stack } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { KeyState } from '../../../shared/local-keys.ts';
import { mainKeyId } from '../../../shared/local-keys.ts';
import { bridge } from '../../bridge.ts';
import { tellDone } from '../../tell.ts';
import { useAction } from '../../use-action.ts';
import { useWords } from '../../words.ts';
import { Confirm } from './confirm.tsx';

const graceMs = { now: 0, hour: 3_600_000, day: 86_400_000, week: 604_800_000 } as const;
type Grace = keyof typeof graceMs;
const graces = Object.keys(graceMs) as Grace[];

interface ReplaceKeyProps {
  of: KeyState;
  isOpen: boolean;
  onClose: () => void;
}

/** A new value for a key, and how long the old one goes on. */
export function ReplaceKey({ of: { id, label }, isOpen, onClose }: ReplaceKeyProps): ReactNode {
  const { t } = useWords();
  const [grace, setGrace] = useState<Grace>('day');
  const rotate = useAction(() => bridge.call('rotateKey', { id, graceMs: graceMs[grace] }), {
    onDone: () => {
      onClose();
      tellDone(t('settings.keys.rotated', { label }));
    },
  });
  return (
    <Confirm
      isOpen={isOpen}
      title={t('settings.keys.rotate.title', { label })}
      text={t(id === mainKeyId ? 'settings.keys.rotate.main' : 'settings.keys.rotate.text')}
      action={t('settings.keys.rotate.do')}
      isPending={rotate.isPending}
      onConfirm={rotate.run}
      onClose={onClose}
    >
      <Radio.Group
        label={t('settings.keys.grace')}
        value={grace}
        onChange={(value) => setGrace(graces.find((one) => one === value) ?? grace)}
      >
        <Stack gap="xs" mt="xs">
          {graces.map((value) => (
            <Radio key={value} value={value} label={t(`settings.keys.grace.${value}`)} />
          ))}
        </Stack>
      </Radio.Group>
    </Confirm>
  );
}

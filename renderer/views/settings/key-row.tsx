import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { KeyState } from '../../../shared/local-keys.ts';
import { mainKeyId } from '../../../shared/local-keys.ts';
import { bridge } from '../../bridge.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { Row } from '../../components/section.tsx';
import { useAction } from '../../use-action.ts';
import { useWords } from '../../words.ts';
import { Confirm } from './confirm.tsx';
import { RenameKey } from './rename-key.tsx';
import { ReplaceKey } from './replace-key.tsx';

type Deed = 'rename' | 'rotate' | 'revoke';

/** One key: when it was used, and what can be done with it. */
export function KeyRow({ of }: { of: KeyState }): ReactNode {
  const { t, format } = useWords();
  const { id, label, endsAt, lastUsedAt } = of;
  const [asks, setAsks] = useState<Deed | null>(null);
  const close = (): void => setAsks(null);
  const revoke = useAction(() => bridge.call('revokeKey', { id }), { onDone: close });
  const getKey = async (): Promise<string> => (await bridge.call('revealKey', { id })).key;
  const used =
    lastUsedAt === null
      ? t('settings.keys.unused')
      : t('settings.keys.used', { when: format.since(lastUsedAt) });
  const isOld = endsAt !== null;
  const hint = isOld ? t('settings.keys.old', { when: format.moment(endsAt) }) : used;
  const revokeName = t(isOld ? 'settings.keys.revoke.old' : 'settings.keys.revoke.named', { label });
  return (
    <Row label={label} hint={id === mainKeyId ? t('settings.keys.main', { used: hint }) : hint}>
      <Group gap="xs">
        {/* The value from before is no program's to be given any more. */}
        {!isOld && <CopyButton label={t('settings.keys.copy', { label })} text={getKey} />}
        {deedsOf(of).map((deed) => (
          <Button
            key={deed}
            size="xs"
            variant="default"
            aria-label={deed === 'revoke' ? revokeName : t(`settings.keys.${deed}.named`, { label })}
            onClick={() => setAsks(deed)}
          >
            {t(`settings.keys.${deed}`)}
          </Button>
        ))}
      </Group>
      <RenameKey of={of} isOpen={asks === 'rename'} onClose={close} />
      <ReplaceKey of={of} isOpen={asks === 'rotate'} onClose={close} />
      <Confirm
        isOpen={asks === 'revoke'}
        title={revokeName}
        text={t('settings.keys.revoke.text')}
        action={t('settings.keys.revoke')}
        isPending={revoke.isPending}
        onConfirm={revoke.run}
        onClose={close}
      />
    </Row>
  );
}

/** The value from before a replacement can only be ended; the key of the exports can only be replaced. */
function deedsOf({ id, endsAt }: KeyState): Deed[] {
  if (endsAt !== null) return ['revoke'];
  return id === mainKeyId ? ['rename', 'rotate'] : ['rename', 'rotate', 'revoke'];
}

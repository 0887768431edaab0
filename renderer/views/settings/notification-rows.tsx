import { Switch } from '@mantine/core';
import type { ReactNode } from 'react';
import { notificationNames } from '../../../shared/preferences.ts';
import { useAppState } from '../../app-state.ts';
import { Row } from '../../components/section.tsx';
import { useWords } from '../../words.ts';
import { useChange } from './use-change.ts';

/** What the system's notifications tell of. */
export function NotificationRows(): ReactNode {
  const { settings } = useAppState();
  const { t } = useWords();
  const change = useChange();
  return notificationNames.map((name) => (
    <Row
      key={name}
      label={t(`settings.notifications.${name}`)}
      hint={t(`settings.notifications.${name}.hint`)}
      isSmall
    >
      <Switch
        aria-label={t(`settings.notifications.${name}`)}
        checked={settings.notifications[name]}
        onChange={(event) => change.run({ notifications: { [name]: event.currentTarget.checked } })}
      />
    </Row>
  ));
}

import { Switch } from '@mantine/core';
import type { ReactNode } from 'react';
import { useAppState } from '../../app-state.ts';
import { Row } from '../../components/section.tsx';
import { useWords } from '../../words.ts';
import { Choice } from './choice.tsx';
import { useChange } from './use-change.ts';

const rules = ['active', 'not-found'] as const;
const locks = ['onlyThisMachine', 'noCloud'] as const;

/** What a request for a model that no server has gets. */
export function UnknownModelRow(): ReactNode {
  const { settings } = useAppState();
  const { t } = useWords();
  const change = useChange();
  return (
    <Row label={t('settings.unknownModel')} isWide>
      <Choice
        label={t('settings.unknownModel')}
        value={settings.proxy.unknownModel}
        options={rules.map((value) => ({
          value,
          label: t(`settings.unknownModel.${value}`),
          hint: t(`settings.unknownModel.${value}.hint`),
        }))}
        isPending={change.isPending}
        onChange={(unknownModel) => change.run({ proxy: { unknownModel } })}
      />
    </Row>
  );
}

export function LockRows(): ReactNode {
  const { settings } = useAppState();
  const { t } = useWords();
  const change = useChange();
  return locks.map((lock) => (
    <Row key={lock} label={t(`settings.${lock}`)} hint={t(`settings.${lock}.hint`)} isSmall>
      <Switch
        aria-label={t(`settings.${lock}`)}
        checked={settings.locks[lock]}
        onChange={(event) => change.run({ locks: { [lock]: event.currentTarget.checked } })}
      />
    </Row>
  ));
}

import { TagsInput } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { isHostName, isOrigin } from '../../address.ts';
import { useAppState } from '../../app-state.ts';
import { Row } from '../../components/section.tsx';
import { useWords } from '../../words.ts';
import { useFieldChange } from './use-change.ts';

type List = 'allowedHosts' | 'allowedOrigins';
const checks: Record<List, (text: string) => boolean> = {
  allowedHosts: isHostName,
  allowedOrigins: isOrigin,
};

export function AllowedRows(): ReactNode {
  return (
    <>
      <AllowedRow list="allowedHosts" />
      <AllowedRow list="allowedOrigins" />
    </>
  );
}

/** A list that grows by Enter; an entry that cannot be right is refused at the field. */
function AllowedRow({ list }: { list: List }): ReactNode {
  const { settings } = useAppState();
  const { t, explain } = useWords();
  const [refused, setRefused] = useState<string | null>(null);
  const change = useFieldChange(() => undefined);
  const update = (values: string[]): void => {
    const wrong = values.find((value) => !checks[list](value));
    setRefused(wrong ?? null);
    if (wrong === undefined) change.run({ proxy: { [list]: values } });
  };
  const problem = (): string | null => {
    if (refused !== null) return t(`settings.${list}.bad`, { value: refused });
    return change.failure === null ? null : explain(change.failure);
  };
  return (
    <Row label={t(`settings.${list}`)} hint={t(`settings.${list}.hint`)} isWide>
      <TagsInput
        aria-label={t(`settings.${list}`)}
        value={settings.proxy[list]}
        onChange={update}
        onSearchChange={() => setRefused(null)}
        placeholder={t('settings.list.placeholder')}
        error={problem()}
        splitChars={[',', ' ']}
      />
    </Row>
  );
}

import { SegmentedControl, Text } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { ExportTarget } from '../../../shared/api.ts';
import { useWords } from '../../words.ts';
import classes from './connect.module.css';
import { ExportPanel } from './export-panel.tsx';
import { HowToLook } from './how-to-look.tsx';
import type { Which } from './which.tsx';
import { WhichDbGpt } from './which.tsx';

/** First which DB-GPT, with nothing chosen beforehand; then what that one reads. */
export function Connect(): ReactNode {
  const [which, setWhich] = useState<Which | null>(null);
  return (
    <div className={classes.connect}>
      <WhichDbGpt value={which} onChange={setWhich} />
      {which === 'unsure' && <HowToLook />}
      {which === 'old' && <ExportPanel target="env" />}
      {which === 'new' && <NewDbGpt />}
    </div>
  );
}

function NewDbGpt(): ReactNode {
  const { t } = useWords();
  const [target, setTarget] = useState<Exclude<ExportTarget, 'env'>>('toml');
  return (
    <>
      <div>
        <SegmentedControl
          aria-label={t('dbgpt.how')}
          value={target}
          onChange={setTarget}
          data={[
            { value: 'toml', label: t('dbgpt.how.toml') },
            { value: 'toml-env', label: t('dbgpt.how.env') },
          ]}
        />
        <Text size="sm" c="dimmed" mt={6}>
          {t(target === 'toml' ? 'dbgpt.how.toml.text' : 'dbgpt.how.env.text')}
        </Text>
      </div>
      <ExportPanel key={target} target={target} />
    </>
  );
}

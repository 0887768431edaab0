import { SegmentedControl, Text } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { ExportTarget } from '../../../shared/exports.ts';
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
      {which === 'old' && <ExportPanel target="0.6" />}
      {which === 'new' && <NewDbGpt />}
    </div>
  );
}

function NewDbGpt(): ReactNode {
  const { t } = useWords();
  const [target, setTarget] = useState<Exclude<ExportTarget, '0.6'>>('0.7');
  return (
    <>
      <div>
        <SegmentedControl
          aria-label={t('dbgpt.how')}
          value={target}
          onChange={setTarget}
          data={[
            { value: '0.7', label: t('dbgpt.how.toml') },
            { value: 'stock-env', label: t('dbgpt.how.env') },
          ]}
        />
        <Text size="sm" c="dimmed" mt={6}>
          {t(target === '0.7' ? 'dbgpt.how.toml.text' : 'dbgpt.how.env.text')}
        </Text>
      </div>
      <ExportPanel key={target} target={target} />
    </>
  );
}

import { Button, SegmentedControl, Select, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode, SubmitEvent } from 'react';
import type { CallInput } from '../../../shared/api.ts';
import type { ConfigKind, ConfigReport } from '../../../shared/exports.ts';
import { configKinds } from '../../../shared/export-kinds.ts';
import { bridge } from '../../bridge.ts';
import { Section } from '../../components/section.tsx';
import { useAction } from '../../use-action.ts';
import { useWords } from '../../words.ts';
import { JudgedReport } from './judged-report.tsx';
import { PathField } from './path-field.tsx';
import judge from './judge.module.css';

const ways = ['path', 'text'] as const;

/** A configuration that is there already, by its path or as text: what each line of it does. Writes nothing. */
export function JudgeSection(): ReactNode {
  const { t, explain } = useWords();
  const [way, setWay] = useState<(typeof ways)[number]>('path');
  const [path, setPath] = useState('');
  const [text, setText] = useState('');
  const [kind, setKind] = useState<ConfigKind>('env');
  const [isEmpty, setEmpty] = useState(false);
  const [report, setReport] = useState<ConfigReport | null>(null);
  const ask = useAction((input: CallInput<'judgeConfig'>) => bridge.call('judgeConfig', input), {
    showsFailure: true,
    onDone: setReport,
  });
  const judgeNow = (): void => {
    const isMissing = (way === 'path' ? path : text).trim() === '';
    setEmpty(isMissing);
    if (!isMissing) ask.run(way === 'path' ? { path: path.trim() } : { text, kind });
  };
  const restart = (): void => {
    setEmpty(false);
    setReport(null);
    ask.clear();
  };
  const failure = ask.failure === null ? null : explain(ask.failure);
  const error = isEmpty ? t('dbgptPage.judge.empty') : failure;
  return (
    <Section title={t('dbgptPage.judge')} hint={t('dbgptPage.judge.hint')}>
      <form
        className={judge.form}
        noValidate
        onSubmit={(event: SubmitEvent) => {
          event.preventDefault();
          judgeNow();
        }}
      >
        <SegmentedControl
          aria-label={t('dbgptPage.judge.how')}
          value={way}
          onChange={(next) => {
            restart();
            setWay(next);
          }}
          data={ways.map((value) => ({ value, label: t(`dbgptPage.judge.how.${value}`) }))}
        />
        {way === 'path' ? (
          <PathField
            label={t('dbgptPage.judge.path')}
            hint={t('dbgptPage.judge.path.hint')}
            value={path}
            error={error}
            onChange={(next) => {
              restart();
              setPath(next);
            }}
          />
        ) : (
          <>
            <Select
              label={t('dbgptPage.judge.kind')}
              value={kind}
              data={configKinds.map((value) => ({ value, label: t(`dbgptPage.judge.kind.${value}`) }))}
              onChange={(next) => {
                restart();
                setKind(configKinds.find((one) => one === next) ?? 'env');
              }}
              allowDeselect={false}
            />
            <Textarea
              label={t('dbgptPage.judge.text')}
              value={text}
              error={error}
              autosize
              minRows={4}
              maxRows={14}
              maxLength={500_000}
              spellCheck={false}
              onChange={(event) => {
                restart();
                setText(event.currentTarget.value);
              }}
            />
          </>
        )}
        <div>
          <Button type="submit" variant="default" loading={ask.isPending}>
            {t('dbgptPage.judge.do')}
          </Button>
        </div>
      </form>
      {report !== null && <JudgedReport report={report} onAdded={judgeNow} />}
    </Section>
  );
}

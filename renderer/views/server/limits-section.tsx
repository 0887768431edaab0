import { Button, Group, NumberInput, SegmentedControl } from '@mantine/core';
import { useId, useState } from 'react';
import type { ReactNode } from 'react';
import type { UpstreamLimits } from '../../../shared/upstream-limits.ts';
import type { UpstreamState } from '../../../shared/upstream.ts';
import { useAppState } from '../../app-state.ts';
import { bridge } from '../../bridge.ts';
import { Note } from '../../components/note.tsx';
import { Row, Section } from '../../components/section.tsx';
import { tellDone } from '../../tell.ts';
import { useAction } from '../../use-action.ts';
import { useWords } from '../../words.ts';
import { limitMisfits, limitRanges, limitsDraft, toLimits, usualLimits } from './limits-draft.ts';
import type { LimitField, LimitsDraft } from './limits-draft.ts';
import classes from './server.module.css';

/** How many requests a server is given at once, and what happens to the others. */
export function LimitsSection({ server: { slug, name } }: { server: UpstreamState }): ReactNode {
  const { t, explain } = useWords();
  const { settings, settingsReadOnly } = useAppState();
  const stored = settings.upstreams.find((one) => one.slug === slug)?.limits ?? usualLimits;
  // Null until something is typed: until then it follows the settings.
  const [typed, setTyped] = useState<LimitsDraft | null>(null);
  const draft = typed ?? limitsDraft(stored);
  const misfits = limitMisfits(draft);
  const isDirty = !isSame(draft, stored);
  const save = useAction((limits: UpstreamLimits) => bridge.call('setUpstreamLimits', { slug, limits }), {
    showsFailure: true,
    onDone: () => {
      setTyped(null);
      tellDone(t('routes.limits.saved', { name }));
    },
  });
  const change = (part: Partial<LimitsDraft>): void => {
    save.clear();
    setTyped({ ...draft, ...part });
  };
  const numbers = { draft, misfits, onChange: change };
  return (
    <Section title={t('routes.limits')} hint={t('routes.limits.hint')}>
      <fieldset disabled={settingsReadOnly} className={classes.limits}>
        <NumberRow {...numbers} field="atOnce" placeholder={t('routes.limits.unlimited')} />
        <NumberRow {...numbers} field="queue" usual={usualLimits.queueLength} />
        <NumberRow {...numbers} field="wait" usual={usualLimits.queueWaitMs / 1000} />
        <NumberRow {...numbers} field="weight" usual={usualLimits.weight} />
        <NumberRow {...numbers} field="firstByte" placeholder={t('routes.limits.noTime')} />
        <Row label={t('routes.limits.abort')} hint={t(`routes.limits.abort.${draft.onAbort}.hint`)}>
          <SegmentedControl
            aria-label={t('routes.limits.abort')}
            data={[
              { value: 'cancel', label: t('routes.limits.abort.cancel') },
              { value: 'drain', label: t('routes.limits.abort.drain') },
            ]}
            value={draft.onAbort}
            onChange={(value) => change({ onAbort: value === 'drain' ? 'drain' : 'cancel' })}
            disabled={settingsReadOnly}
          />
        </Row>
        {save.failure !== null && (
          <Note level="error" isLive>
            {explain(save.failure)}
          </Note>
        )}
        <Group justify="flex-end" gap="xs" className={classes.limitsActions}>
          {!isSame(draft, usualLimits) && (
            <Button variant="subtle" onClick={() => change(limitsDraft(usualLimits))}>
              {t('routes.limits.defaults')}
            </Button>
          )}
          {isDirty && (
            <Button variant="default" onClick={() => setTyped(null)}>
              {t('routes.limits.undo')}
            </Button>
          )}
          <Button
            disabled={!isDirty || misfits.length > 0}
            loading={save.isPending}
            onClick={() => save.run(toLimits(draft))}
          >
            {t('window.save')}
          </Button>
        </Group>
      </fieldset>
    </Section>
  );
}

interface NumberRowProps {
  field: LimitField;
  draft: LimitsDraft;
  misfits: readonly LimitField[];
  /** The default, where it is a number. */
  usual?: number;
  placeholder?: string;
  onChange: (part: Partial<LimitsDraft>) => void;
}

function NumberRow({ field, draft, misfits, usual, placeholder, onChange }: NumberRowProps): ReactNode {
  const { t, say, format } = useWords();
  const labelId = useId();
  const { min, max } = limitRanges[field];
  const count = usual === undefined ? {} : { count: format.count(usual) };
  const range = { min: format.count(min), max: format.count(max) };
  return (
    <Row
      label={t(`routes.limits.${field}`)}
      hint={say({ key: `routes.limits.${field}.hint`, params: count })}
      labelId={labelId}
    >
      <NumberInput
        className={classes.limit}
        aria-labelledby={labelId}
        placeholder={placeholder ?? (usual === undefined ? '' : String(usual))}
        value={draft[field]}
        onChange={(value) => onChange({ [field]: value })}
        error={misfits.includes(field) ? t('routes.limits.problem', range) : undefined}
        hideControls
        allowNegative={false}
      />
    </Row>
  );
}

function isSame(draft: LimitsDraft, limits: UpstreamLimits): boolean {
  return (
    limitMisfits(draft).length === 0 && JSON.stringify(toLimits(draft)) === JSON.stringify(ordered(limits))
  );
}

/** A settings file may name them in any order. */
function ordered(limits: UpstreamLimits): UpstreamLimits {
  return toLimits(limitsDraft(limits));
}

import { NumberInput, Select } from '@mantine/core';
import type { ReactNode } from 'react';
import { maxTemperature, thinkModes, usageModes } from '../../../shared/route-options.ts';
import type { RouteOptions } from '../../../shared/route-options.ts';
import { Row, Section } from '../../components/section.tsx';
import { useWords } from '../../words.ts';
import { useEditing } from './editor-context.ts';

/** What is changed in the requests and answers of the route. */
export function OptionsPart(): ReactNode {
  const { t } = useWords();
  const { draft, edit } = useEditing();
  const { usage, think, temperature } = draft.options;
  const set = (change: Partial<RouteOptions>): void =>
    edit((now) => ({ ...now, options: { ...now.options, ...change } }));
  return (
    <Section title={t('routes.options')} hint={t('routes.options.hint')}>
      <Row label={t('routes.option.think')} hint={t(`routes.option.think.${think}.hint`)}>
        <Select
          aria-label={t('routes.option.think')}
          data={thinkModes.map((value) => ({ value, label: t(`routes.option.think.${value}`) }))}
          value={think}
          allowDeselect={false}
          onChange={(value) => value !== null && set({ think: value })}
        />
      </Row>
      <Row label={t('routes.option.usage')} hint={t(`routes.option.usage.${usage}.hint`)}>
        <Select
          aria-label={t('routes.option.usage')}
          data={usageModes.map((value) => ({ value, label: t(`routes.option.usage.${value}`) }))}
          value={usage}
          allowDeselect={false}
          onChange={(value) => value !== null && set({ usage: value })}
        />
      </Row>
      <Row label={t('routes.option.temperature')} hint={t('routes.option.temperature.hint')} isSmall>
        <NumberInput
          aria-label={t('routes.option.temperature')}
          w="6.5rem"
          min={0}
          max={maxTemperature}
          step={0.1}
          decimalScale={2}
          clampBehavior="strict"
          value={temperature ?? ''}
          onChange={(value) => set({ temperature: typeof value === 'number' ? value : null })}
        />
      </Row>
    </Section>
  );
}

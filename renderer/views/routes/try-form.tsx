import { Autocomplete, NumberInput, Select, Switch, Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useAppState } from '../../app-state.ts';
import { Disclosure } from '../../components/disclosure.tsx';
import { useWords } from '../../words.ts';
import classes from './editor.module.css';
import { promptLength, withText } from './hypothetical.ts';
import type { Imagined } from './hypothetical.ts';
import { fixedNames } from './shows-routes.ts';

interface TryFormProps {
  imagined: Imagined;
  onChange: (imagined: Imagined) => void;
}

/** A request by its text or by its facts. */
export function TryForm({ imagined, onChange }: TryFormProps): ReactNode {
  const { t, format } = useWords();
  const { settings } = useAppState();
  const change = (part: Partial<Imagined>): void => onChange({ ...imagined, ...part });
  const { tokens, isEstimate } = promptLength(imagined);
  const aliases = new Set([...fixedNames, ...settings.routes.map(({ alias }) => alias)]);
  return (
    <div className={classes.try}>
      <Autocomplete
        label={t('routes.try.model')}
        data={[...aliases]}
        value={imagined.model}
        onChange={(model) => change({ model })}
        maxLength={400}
        spellCheck={false}
      />
      <Textarea
        label={t('routes.try.text')}
        description={t('routes.try.text.hint')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        value={imagined.text}
        onChange={(event) => onChange(withText(imagined, event.currentTarget.value))}
        autosize
        minRows={2}
        maxRows={6}
        data-autofocus
      />
      <div className={classes.pair}>
        <NumberInput
          label={t('routes.try.tokens')}
          description={
            isEstimate ? t('routes.try.tokens.estimate', { count: format.count(tokens) }) : undefined
          }
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          placeholder={format.count(tokens)}
          value={imagined.promptTokens}
          onChange={(promptTokens) => change({ promptTokens })}
          allowNegative={false}
          allowDecimal={false}
          thousandSeparator=","
          max={100_000_000}
          hideControls
        />
        <NumberInput
          label={t('routes.try.images')}
          value={imagined.images}
          onChange={(images) => change({ images })}
          allowNegative={false}
          allowDecimal={false}
          max={1000}
          hideControls
        />
      </div>
      <div className={classes.switches}>
        <Switch
          label={t('routes.try.tools')}
          checked={imagined.hasTools}
          onChange={(event) => change({ hasTools: event.currentTarget.checked })}
        />
        <Switch
          label={t('routes.try.json')}
          checked={imagined.isJsonMode}
          onChange={(event) => change({ isJsonMode: event.currentTarget.checked })}
        />
        <Switch
          label={t('routes.try.key')}
          checked={imagined.hasKey}
          onChange={(event) => change({ hasKey: event.currentTarget.checked })}
        />
      </div>
      <Disclosure label={t('routes.try.more')}>
        {() => <MoreFacts imagined={imagined} onChange={change} />}
      </Disclosure>
    </div>
  );
}

interface MoreFactsProps {
  imagined: Imagined;
  onChange: (part: Partial<Imagined>) => void;
}

function MoreFacts({ imagined, onChange }: MoreFactsProps): ReactNode {
  const { t } = useWords();
  const batteries = ['now', 'battery', 'mains'] as const;
  return (
    <div className={classes.pair}>
      <TextInput
        label={t('routes.try.client')}
        value={imagined.userAgent}
        onChange={(event) => onChange({ userAgent: event.currentTarget.value })}
        maxLength={400}
        spellCheck={false}
      />
      <TextInput
        label={t('routes.try.keyLabel')}
        value={imagined.keyLabel}
        onChange={(event) => onChange({ keyLabel: event.currentTarget.value })}
        maxLength={80}
      />
      <TextInput
        label={t('routes.try.conversation')}
        description={t('routes.try.conversation.hint')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        value={imagined.conversation}
        onChange={(event) => onChange({ conversation: event.currentTarget.value })}
        maxLength={400}
      />
      <Select
        label={t('routes.try.power')}
        data={batteries.map((value) => ({ value, label: t(`routes.try.power.${value}`) }))}
        value={imagined.battery}
        onChange={(value) => onChange({ battery: batteries.find((one) => one === value) ?? 'now' })}
        allowDeselect={false}
      />
      <TextInput
        type="time"
        label={t('routes.try.time')}
        value={imagined.time}
        onChange={(event) => onChange({ time: event.currentTarget.value })}
      />
    </div>
  );
}

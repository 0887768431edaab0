import { ActionIcon, NumberInput, Select, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useWords } from '../../words.ts';
import { conditionFields, conditionKinds } from './condition-draft.ts';
import type { ConditionField, DraftCondition } from './condition-draft.ts';
import { useEditing } from './editor-context.ts';
import classes from './editor.module.css';

interface ConditionPartProps {
  condition: DraftCondition;
  /** Where its problems are said: `rules.0.when.1`. */
  field: string;
  /** From 1. */
  number: number;
  onChange: (part: Partial<DraftCondition>) => void;
  /** Null for the only one: a rule without a condition is none. */
  onRemove: (() => void) | null;
}

/** One condition: its kind, and what has to be typed for it. */
export function ConditionPart({
  condition,
  field,
  number,
  onChange,
  onRemove,
}: ConditionPartProps): ReactNode {
  const { t } = useWords();
  const { problemAt } = useEditing();
  return (
    <div className={classes.condition} role="group" aria-label={t('routes.condition.numbered', { number })}>
      <Select
        className={classes.grow}
        label={t(number === 1 ? 'routes.condition' : 'routes.condition.and')}
        data={conditionKinds.map((value) => ({ value, label: t(`routes.condition.${value}`) }))}
        value={condition.kind}
        onChange={(value) =>
          onChange({ kind: conditionKinds.find((kind) => kind === value) ?? condition.kind })
        }
        allowDeselect={false}
        maxDropdownHeight={420}
      />
      {conditionFields[condition.kind].map((part) => (
        <FieldOf
          key={part}
          part={part}
          condition={condition}
          error={problemAt(`${field}.${part}`)}
          onChange={onChange}
        />
      ))}
      {onRemove !== null && (
        <ActionIcon
          size="md"
          className={classes.besideLabel}
          aria-label={t('routes.condition.remove', { number })}
          onClick={onRemove}
        >
          <IconX size={16} stroke={1.7} />
        </ActionIcon>
      )}
    </div>
  );
}

interface FieldOfProps {
  part: ConditionField;
  condition: DraftCondition;
  error: string | undefined;
  onChange: (part: Partial<DraftCondition>) => void;
}

function FieldOf({ part, condition, error, onChange }: FieldOfProps): ReactNode {
  const { t } = useWords();
  const label = t(`routes.field.${part}`);
  switch (part) {
    case 'tokens':
      return (
        <NumberField
          label={label}
          error={error}
          value={condition.tokens}
          onChange={(tokens) => onChange({ tokens })}
        />
      );
    case 'ms':
      return (
        <NumberField
          label={label}
          error={error}
          value={condition.seconds}
          onChange={(seconds) => onChange({ seconds })}
        />
      );
    case 'percent':
      return (
        <NumberField
          label={label}
          error={error}
          value={condition.percent}
          onChange={(percent) => onChange({ percent })}
        />
      );
    case 'pattern':
      return (
        <TextInput
          className={classes.grow}
          label={label}
          description={t('routes.field.pattern.hint')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={condition.pattern}
          onChange={(event) => onChange({ pattern: event.currentTarget.value })}
          error={error}
          maxLength={200}
          autoComplete="off"
          spellCheck={false}
        />
      );
    case 'label':
      return (
        <TextInput
          className={classes.grow}
          label={label}
          value={condition.label}
          onChange={(event) => onChange({ label: event.currentTarget.value })}
          error={error}
          maxLength={80}
          autoComplete="off"
        />
      );
    case 'from':
    case 'to':
      return (
        <TextInput
          className={classes.number}
          type="time"
          label={label}
          value={condition[part]}
          onChange={(event) => onChange({ [part]: event.currentTarget.value })}
          error={error}
        />
      );
  }
}

interface NumberFieldProps {
  label: string;
  error: string | undefined;
  value: string | number;
  onChange: (value: string | number) => void;
}

function NumberField({ label, error, value, onChange }: NumberFieldProps): ReactNode {
  return (
    <NumberInput
      className={classes.number}
      label={label}
      value={value}
      onChange={onChange}
      error={error}
      allowNegative={false}
      hideControls
      thousandSeparator=","
    />
  );
}

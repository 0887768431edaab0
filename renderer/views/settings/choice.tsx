import { Radio } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './settings.module.css';

export interface ChoiceOption<Value extends string> {
  value: Value;
  label: string;
  hint: string;
}

interface ChoiceProps<Value extends string> {
  label: string;
  value: Value;
  options: readonly ChoiceOption<Value>[];
  isPending: boolean;
  onChange: (value: Value) => void;
}

/** One of a few, each with what it means. */
export function Choice<Value extends string>(props: ChoiceProps<Value>): ReactNode {
  const pick = (next: string): void => {
    const option = props.options.find(({ value }) => value === next);
    if (option !== undefined && !props.isPending) props.onChange(option.value);
  };
  // Mantine names the group by its own label and by nothing else; what is read is the row's.
  return (
    <Radio.Group
      label={props.label}
      classNames={{ label: classes.hidden }}
      value={props.value}
      onChange={pick}
    >
      <div className={classes.choices}>
        {props.options.map(({ value, label, hint }) => (
          <Radio key={value} value={value} label={label} description={hint} />
        ))}
      </div>
    </Radio.Group>
  );
}

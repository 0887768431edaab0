import { Radio } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './connect.module.css';

interface CardsProps<Value extends string> {
  /** False: a heading above says the same, and the label is for screen readers. */
  showsLabel?: boolean;
  label: string;
  value: Value | null;
  options: readonly { value: Value; label: string; text: string }[];
  onChange: (value: Value) => void;
}

/** One of a few, each on a card with a line on what it means. */
export function Cards<Value extends string>(props: CardsProps<Value>): ReactNode {
  const { label, value, options, onChange, showsLabel = true } = props;
  const pick = (next: string): void => {
    const option = options.find((one) => one.value === next);
    if (option !== undefined) onChange(option.value);
  };
  return (
    <Radio.Group
      value={value ?? ''}
      onChange={pick}
      label={label}
      labelProps={{ className: showsLabel ? classes.cardsLabel : classes.unseen }}
    >
      <div className={classes.choices} data-count={options.length}>
        {options.map((option) => (
          <Radio.Card key={option.value} value={option.value} className={classes.choice}>
            <Radio.Indicator mt={2} />
            <div>
              <div className={classes.choiceName}>{option.label}</div>
              <div className={classes.choiceText}>{option.text}</div>
            </div>
          </Radio.Card>
        ))}
      </div>
    </Radio.Group>
  );
}

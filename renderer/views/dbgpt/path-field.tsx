import { TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './connect.module.css';

interface PathFieldProps {
  label: string;
  hint: string;
  value: string;
  error: string | null;
  onChange: (path: string) => void;
  /** What stands beside the input, in its line. */
  beside?: ReactNode;
}

/** A full path, typed or pasted. */
export function PathField({ label, hint, value, error, onChange, beside }: PathFieldProps): ReactNode {
  return (
    <TextInput
      label={label}
      description={hint}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={error}
      {...(beside === undefined
        ? {}
        : {
            inputContainer: (input: ReactNode) => (
              <div className={classes.folder}>
                <div className={classes.folderInput}>{input}</div>
                {beside}
              </div>
            ),
          })}
      inputWrapperOrder={['label', 'input', 'error', 'description']}
      autoComplete="off"
      spellCheck={false}
    />
  );
}

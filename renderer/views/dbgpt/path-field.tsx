import { TextInput } from '@mantine/core';
import type { ReactNode } from 'react';

interface PathFieldProps {
  label: string;
  hint: string;
  value: string;
  error: string | null;
  onChange: (path: string) => void;
  className?: string | undefined;
}

/** A full path, typed or pasted. */
export function PathField({
  label,
  hint,
  value,
  error,
  onChange,
  className = '',
}: PathFieldProps): ReactNode {
  return (
    <TextInput
      className={className}
      label={label}
      description={hint}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={error}
      inputWrapperOrder={['label', 'input', 'error', 'description']}
      autoComplete="off"
      spellCheck={false}
    />
  );
}

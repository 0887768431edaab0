import { Button } from '@mantine/core';
import { IconFolderOpen } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useAppState } from '../../app-state.ts';
import { bridge } from '../../bridge.ts';
import { useAction } from '../../use-action.ts';
import { useWords } from '../../words.ts';
import { PathField } from './path-field.tsx';

interface FolderFieldProps {
  label: string;
  hint: string;
  value: string;
  error: string | null;
  onChange: (folder: string) => void;
  /** What stands at the end of the line. */
  children?: ReactNode;
}

/** A full path typed in, or picked where the shell can. A browser's panel has only the field. */
export function FolderField({ label, hint, value, error, onChange, children }: FolderFieldProps): ReactNode {
  const { capabilities } = useAppState();
  const { t } = useWords();
  const pick = useAction(() => bridge.call('pickFolder', {}), {
    onDone: ({ folder }) => {
      if (folder !== null) onChange(folder);
    },
  });
  return (
    <PathField
      label={label}
      hint={hint}
      value={value}
      error={error}
      onChange={onChange}
      beside={
        <>
          {capabilities.pickFolder && (
            <Button variant="default" leftSection={<IconFolderOpen size={16} />} onClick={() => pick.run()}>
              {t('dbgptPage.choose')}
            </Button>
          )}
          {children}
        </>
      }
    />
  );
}

import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { copyText } from '../clipboard.ts';
import { tellFailure } from '../tell.ts';
import { useAction } from '../use-action.ts';
import { useWords } from '../words.ts';

const shownMs = 1600;

interface CopyProps {
  /** What the button is called, for eyes or for screen readers. */
  label: string;
  /** The text, or how to get it once the user has clicked. */
  text: string | (() => Promise<string>);
  variant?: 'icon' | 'default' | 'filled' | 'subtle';
  size?: 'xs' | 'sm';
  onCopied?: () => void;
}

export function CopyButton({ label, text, variant = 'icon', size = 'sm', onCopied }: CopyProps): ReactNode {
  const { t } = useWords();
  const [isCopied, setCopied] = useState(false);
  const copy = useAction(async () => copyText(typeof text === 'string' ? text : await text()), {
    onDone: (worked) => {
      if (!worked) {
        tellFailure(t('window.copyFailed'));
        return;
      }
      setCopied(true);
      onCopied?.();
    },
  });
  useEffect(() => {
    if (!isCopied) return undefined;
    const timer = setTimeout(() => setCopied(false), shownMs);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const Icon = isCopied ? IconCheck : IconCopy;
  if (variant !== 'icon') {
    return (
      <Button variant={variant} size={size} leftSection={<Icon size={16} />} onClick={copy.run}>
        {label}
      </Button>
    );
  }
  return (
    <Tooltip label={isCopied ? t('window.copied') : label}>
      <ActionIcon aria-label={label} onClick={copy.run} data-copied={isCopied || undefined}>
        <Icon size={17} stroke={1.7} />
      </ActionIcon>
    </Tooltip>
  );
}

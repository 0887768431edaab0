import { Group, Text } from '@mantine/core';
import { useRef } from 'react';
import type { ReactNode } from 'react';
import { bridge } from '../../bridge.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { tellDone, tellFailure } from '../../tell.ts';
import { useWords } from '../../words.ts';

/** The command that sends the request again. The local key comes from the core, only for this click. */
export function CurlButtons({ id }: { id: string }): ReactNode {
  const { t } = useWords();
  const hasBody = useRef(false);
  const ask = async (shell: 'posix' | 'powershell'): Promise<string> => {
    const curl = await bridge.call('copyRequestCurl', { id, shell });
    if (curl === null) {
      tellFailure(t('activity.detail.gone'));
      return '';
    }
    hasBody.current = curl.hasBody;
    return curl.text;
  };
  return (
    <Group gap="xs">
      {(['posix', 'powershell'] as const).map((shell) => (
        <CopyButton
          key={shell}
          variant="default"
          size="xs"
          label={t(`activity.curl.${shell}`)}
          text={() => ask(shell)}
          onCopied={() => tellDone(t(hasBody.current ? 'activity.curl.copied' : 'activity.curl.short'))}
        />
      ))}
      <Text size="sm" c="dimmed">
        {t('activity.curl.hint')}
      </Text>
    </Group>
  );
}

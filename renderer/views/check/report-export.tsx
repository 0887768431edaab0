import { Button, Group } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { bridge } from '../../bridge.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { downloadText } from '../../download.ts';
import { tellDone } from '../../tell.ts';
import { useAction } from '../../use-action.ts';
import { useWords } from '../../words.ts';

interface ReportExportProps {
  /** The server's slug. */
  server: string;
  model: string;
}

/** The newest report of a model to be kept or passed on. */
export function ReportExport({ server, model }: ReportExportProps): ReactNode {
  const { t } = useWords();
  const render = (format: 'markdown' | 'json'): Promise<{ fileName: string; text: string }> =>
    bridge.call('exportCheckReport', { server, model, format });
  const save = useAction(
    async (format: 'markdown' | 'json') => {
      const { fileName, text } = await render(format);
      downloadText(fileName, text, format === 'json' ? 'application/json' : 'text/markdown');
      return fileName;
    },
    { onDone: (file) => tellDone(t('apiCheck.saved', { file })) },
  );
  return (
    <Group gap="xs">
      {(['markdown', 'json'] as const).map((format) => (
        <Button
          key={format}
          size="xs"
          variant="default"
          leftSection={<IconDownload size={14} />}
          disabled={save.isPending}
          onClick={() => save.run(format)}
        >
          {t(`apiCheck.save.${format}`)}
        </Button>
      ))}
      <CopyButton
        variant="default"
        size="xs"
        label={t('apiCheck.copy.markdown')}
        text={async () => (await render('markdown')).text}
        onCopied={() => tellDone(t('apiCheck.copied'))}
      />
    </Group>
  );
}

import { Button, Menu } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { RequestRow } from '../../../shared/app-state.ts';
import { downloadText } from '../../download.ts';
import { tellDone } from '../../tell.ts';
import { useWords } from '../../words.ts';
import { rowsAsCsv, rowsAsJson } from './export-rows.ts';

/** The list as it is shown, filter and all, as a file. */
export function ExportMenu({ rows }: { rows: readonly RequestRow[] }): ReactNode {
  const { t, say } = useWords();
  const save = (format: 'json' | 'csv'): void => {
    const file = `modeltray-requests-${new Date().toISOString().slice(0, 19).replaceAll(':', '')}.${format}`;
    if (format === 'json') downloadText(file, rowsAsJson(rows, say), 'application/json');
    else downloadText(file, rowsAsCsv(rows, say), 'text/csv');
    tellDone(t('activity.exported', { file }));
  };
  return (
    <Menu>
      <Menu.Target>
        <Button variant="default" leftSection={<IconDownload size={16} />} disabled={rows.length === 0}>
          {t('activity.export')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {(['json', 'csv'] as const).map((format) => (
          <Menu.Item key={format} onClick={() => save(format)}>
            {t(`activity.export.${format}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

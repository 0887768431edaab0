import { Button, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ConfigReport, FoundAddress } from '../../../shared/exports.ts';
import { bridge } from '../../bridge.ts';
import { openServer } from '../../route.ts';
import { tellDone } from '../../tell.ts';
import { useAction } from '../../use-action.ts';
import { useWords } from '../../words.ts';
import { JudgedLines } from './judged-lines.tsx';
import { PoolForm } from './pool-form.tsx';
import judge from './judge.module.css';

interface JudgedReportProps {
  report: ConfigReport;
  /** An address is a server now, so the lines read differently. */
  onAdded: () => void;
}

export function JudgedReport({ report, onAdded }: JudgedReportProps): ReactNode {
  const { t } = useWords();
  const { lines, addresses } = report;
  return (
    <div className={judge.form} role="status">
      {lines.length === 0 ? (
        <Text>{t('dbgptPage.judge.nothing')}</Text>
      ) : (
        <JudgedLines label={t('dbgptPage.judge.lines')} lines={lines} />
      )}
      {addresses.length > 0 && (
        <div>
          <Text fw={520}>{t('dbgptPage.judge.addresses')}</Text>
          <ul className={judge.lines} aria-label={t('dbgptPage.judge.addresses')}>
            {addresses.map((address) => (
              <Address key={address.baseUrl} address={address} onAdded={onAdded} />
            ))}
          </ul>
        </div>
      )}
      {addresses.length > 1 && <PoolForm addresses={addresses} onAdded={onAdded} />}
    </div>
  );
}

interface AddressProps {
  address: FoundAddress;
  onAdded: () => void;
}

function Address({ address: { baseUrl, hasKey, slug }, onAdded }: AddressProps): ReactNode {
  const { t } = useWords();
  const add = useAction(() => bridge.call('addUpstream', { baseUrl }), {
    onDone: ({ name }) => {
      tellDone(t('server.added', { name }));
      onAdded();
    },
  });
  return (
    <li className={judge.address}>
      <div>
        <code>{baseUrl}</code>
        {hasKey && <div className={judge.quiet}>{t('dbgptPage.judge.hasKey')}</div>}
      </div>
      {slug === null ? (
        <Button
          size="xs"
          variant="default"
          aria-label={t('dbgptPage.judge.take.named', { address: baseUrl })}
          loading={add.isPending}
          onClick={() => add.run()}
        >
          {t('dbgptPage.judge.take')}
        </Button>
      ) : (
        <Button size="xs" variant="subtle" onClick={() => openServer(slug)}>
          {t('dbgptPage.judge.known')}
        </Button>
      )}
    </li>
  );
}

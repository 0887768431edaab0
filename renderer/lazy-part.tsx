import { Button } from '@mantine/core';
import { lazy } from 'react';
import type { LazyExoticComponent, ReactNode } from 'react';
import { useWords } from './words.ts';

type Load = Parameters<typeof lazy>[0];
type PartOf<Loading extends Load> = Awaited<ReturnType<Loading>>['default'];

/**
 * A part of the window that is loaded when it is first shown. Where that fails, as it does when the core is gone in that
 * moment, only the part is missing, and says so: the page around it stays.
 */
export function lazyPart<Loading extends Load>(load: Loading): LazyExoticComponent<PartOf<Loading>> {
  return lazy<PartOf<Loading>>(() => load().catch(() => ({ default: NotLoaded })));
}

function NotLoaded(): ReactNode {
  const { t } = useWords();
  return (
    <p role="status">
      {t('window.notLoaded')}{' '}
      <Button size="xs" variant="default" onClick={() => window.location.reload()}>
        {t('window.crashed.reload')}
      </Button>
    </p>
  );
}

import { Button } from '@mantine/core';
import { lazy } from 'react';
import type { ComponentType, LazyExoticComponent, ReactNode } from 'react';
import { useWords } from './words.ts';

/**
 * A part of the window that is loaded when it is first shown. Where that fails, as it does when the core is gone in that
 * moment, only the part is missing, and says so: the page around it stays.
 */
export function lazyPart<Props extends object>(
  load: () => Promise<{ default: ComponentType<Props> }>,
): LazyExoticComponent<ComponentType<Props>> {
  return lazy(() => load().catch(() => ({ default: NotLoaded })));
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

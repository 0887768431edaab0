import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { ComponentType, ReactNode } from 'react';
import { useWords } from './words.ts';

export interface LazyPart<Props> {
  (props: Props): ReactNode;
  /** Begins to load it before it is shown. Where that fails, showing it tries again and says so. */
  ahead: () => void;
  /** `ahead`, resolving once it is there or could not be loaded. */
  loaded: () => Promise<void>;
}

/**
 * A part of the window that is loaded when it is first shown, with `waiting` in its place until then. Where that fails,
 * as it does when the core is gone in that moment, only the part is missing, and says so: the page around it stays. What
 * was loaded before is there at once.
 *
 * React's own `lazy` would not do: it shows what waits even where everything is loaded, and then for 300 ms at least.
 */
export function lazyPart<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  waiting: ReactNode = null,
): LazyPart<Props> {
  let known: ComponentType<Props> | null = null;
  const read = async (): Promise<ComponentType<Props>> => (known = await load());

  function Lazy(props: Props): ReactNode {
    const [Part, setPart] = useState(() => known);
    const [hasFailed, setFailed] = useState(false);
    useEffect(() => {
      if (Part !== null) return;
      let isWanted = true;
      read().then(
        (loaded) => isWanted && setPart(() => loaded),
        () => isWanted && setFailed(true),
      );
      return () => {
        isWanted = false;
      };
    }, [Part]);
    if (Part !== null) return <Part {...props} />;
    return hasFailed ? <NotLoaded /> : waiting;
  }
  const ahead = (): void => {
    read().catch(() => undefined);
  };
  const loaded = (): Promise<void> =>
    read().then(
      () => undefined,
      () => undefined,
    );
  return Object.assign(Lazy, { ahead, loaded });
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

import type { ReactNode } from 'react';
import { BrandMark } from '../components/brand.tsx';
import { useWords } from '../words.ts';

/** Looks as `index.html` and `first-paint.css` do before, so that nothing moves when the program takes over. */
export function Connecting(): ReactNode {
  const { t } = useWords();
  return (
    <div className="first-paint">
      <BrandMark />
      <span>{t('app.name')}</span>
      <p role="status">{t('window.connecting')}</p>
    </div>
  );
}

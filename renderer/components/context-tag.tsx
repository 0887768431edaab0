import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { isSmallContext } from '../../shared/context.ts';
import type { ModelInfo } from '../../shared/model.ts';
import { useWords } from '../words.ts';
import classes from './tag.module.css';

interface ContextTagProps {
  model: Pick<ModelInfo, 'context' | 'type'>;
}

/**
 * The loaded context in short, `8K`, wherever a model is listed or chosen; with a mark where it is small for DB-GPT.
 * What it was trained for stands in where the server does not say what it loaded; nothing where it says neither.
 */
export function ContextTag({ model }: ContextTagProps): ReactNode {
  const { t, format } = useWords();
  const { loaded, trained } = model.context;
  if (loaded === null) {
    return trained === null ? null : (
      <span className={classes.tag}>{t('context.upTo', { value: format.tokens(trained) })}</span>
    );
  }
  const value = format.tokens(loaded);
  if (model.type !== 'chat' || !isSmallContext(loaded)) {
    return (
      <span className={classes.tag} role="img" aria-label={t('context.short', { value })}>
        {value}
      </span>
    );
  }
  return (
    <span className={classes.tag} data-far role="img" aria-label={t('context.short.small', { value })}>
      <IconAlertTriangle size={13} stroke={1.8} />
      {value}
    </span>
  );
}

import { Button } from '@mantine/core';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { memo } from 'react';
import type { ReactNode } from 'react';
import { describeOptions } from '../../../shared/describe-options.ts';
import { describeRule } from '../../../shared/describe-rule.ts';
import { useAppState } from '../../app-state.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { MoreMenu } from '../../components/more-menu.tsx';
import entry from '../../components/entry.module.css';
import { Tag } from '../../components/tag.tsx';
import { isSame } from '../../keep-same.ts';
import { useWords } from '../../words.ts';
import { groupName, orderText } from './names.ts';
import { PoolLines } from './pool-lines.tsx';
import type { RouteView } from './route-views.ts';
import classes from './routes.module.css';

interface RouteCardProps {
  view: RouteView;
  onEdit: (alias: string) => void;
  onTry: (alias: string) => void;
  onRemove: (alias: string) => void;
}

/**
 * One route to read: its address, where it leads, by which rules, and what it may not do. Drawn again only when it says
 * something else.
 */
export const RouteCard = memo(Card, hasSameProps);

function hasSameProps(before: RouteCardProps, next: RouteCardProps): boolean {
  const isSameDoing =
    before.onEdit === next.onEdit && before.onTry === next.onTry && before.onRemove === next.onRemove;
  return isSameDoing && isSame(before.view, next.view);
}

function Card({ view, onEdit, onTry, onRemove }: RouteCardProps): ReactNode {
  const { t } = useWords();
  const { alias, address, route, pools, isFixed } = view;
  const order = orderText(
    pools.map(({ name }, at) => groupName(name, at, t)),
    t,
  );
  return (
    <li className={`${entry.entry} ${classes.route}`} aria-label={t('routes.called', { alias })}>
      <div className={entry.top}>
        <div className={entry.words}>
          <div className={entry.title}>
            <span className={classes.alias}>{alias}</span>
            {isFixed && <Tag>{t(alias === 'active' ? 'home.active' : 'home.embedding')}</Tag>}
            {route?.locks.onlyThisMachine === true && <Tag>{t('lock.onlyThisMachine')}</Tag>}
            {route?.locks.noCloud === true && <Tag>{t('lock.noCloud')}</Tag>}
          </div>
          <div className={classes.address}>
            <span>{address}</span>
            <CopyButton label={t('routes.address.copy', { alias })} text={address} />
          </div>
        </div>
        <CardActions view={view} onEdit={onEdit} onTry={onTry} onRemove={onRemove} />
      </div>
      {order !== null && <p className={classes.order}>{order}</p>}
      <Content view={view} />
    </li>
  );
}

function Content({ view: { alias, route, pools } }: { view: RouteView }): ReactNode {
  const { t, say } = useWords();
  if (route === null || pools.length === 0) return <p className={classes.quiet}>{t('routes.nowhere')}</p>;
  return (
    <>
      {pools.map((pool, index) => (
        <PoolLines key={index} alias={alias} pool={pool} index={index} isOnly={pools.length === 1} />
      ))}
      {route.rules.length > 0 && (
        <div className={classes.rules}>
          <div className={classes.quiet}>{t('routes.rules.inOrder')}</div>
          <ol aria-label={t('routes.rules.of', { alias })}>
            {route.rules.map((rule, index) => (
              <li key={index}>{say(describeRule(rule))}</li>
            ))}
          </ol>
        </div>
      )}
      {describeOptions(route.options).map((option) => (
        <p key={option.key} className={classes.quiet}>
          {say(option)}
        </p>
      ))}
    </>
  );
}

function CardActions({ view: { alias, route }, onEdit, onTry, onRemove }: RouteCardProps): ReactNode {
  const { t } = useWords();
  const { settingsReadOnly } = useAppState();
  const edit = { label: t('servers.edit'), icon: <IconPencil size={16} />, onClick: () => onEdit(alias) };
  const remove = {
    label: t('servers.remove'),
    icon: <IconTrash size={16} />,
    isDanger: true,
    onClick: () => onRemove(alias),
  };
  return (
    <div className={entry.actions}>
      <Button
        size="xs"
        variant="default"
        aria-label={t('routes.try.named', { alias })}
        onClick={() => onTry(alias)}
      >
        {t('routes.try')}
      </Button>
      <MoreMenu
        label={t('routes.menu', { alias })}
        isDisabled={settingsReadOnly}
        items={[edit, ...(alias !== 'active' && route !== null ? [remove] : [])]}
      />
    </div>
  );
}

import { ActionIcon, Button, Select } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { describeRule } from '../../../shared/describe-rule.ts';
import { useWords } from '../../words.ts';
import { ConditionPart } from './condition-part.tsx';
import { emptyCondition } from './condition-draft.ts';
import type { DraftCondition } from './condition-draft.ts';
import { changeRule, removeRule, ruleList } from './draft-moves.ts';
import { useEditing } from './editor-context.ts';
import classes from './editor.module.css';
import { groupName } from './names.ts';
import { toRule } from './route-draft.ts';
import type { DraftRule } from './route-draft.ts';
import { SortableItem } from './sortable.tsx';

const maxConditions = 8;

/** One rule: its sentence, which follows every change, its conditions, and the group that it leads to. */
export function RulePart({ rule, index }: { rule: DraftRule; index: number }): ReactNode {
  const { t, say } = useWords();
  const { draft, edit, move, ids } = useEditing();
  const name = t('routes.rule.numbered', { number: index + 1 });
  const whole = toRule(rule, draft.pools);
  const change = (part: Partial<DraftRule>): void => edit((now) => changeRule(now, rule.id, part));
  const changeCondition = (id: string, part: Partial<DraftCondition>): void =>
    change({ when: rule.when.map((one) => (one.id === id ? { ...one, ...part } : one)) });
  return (
    <SortableItem
      id={rule.id}
      index={index}
      count={draft.rules.length}
      name={name}
      className={classes.part}
      onMove={(to) =>
        move({ type: 'rule', from: { list: ruleList, index }, to: { list: ruleList, index: to } }, name)
      }
    >
      {(handle, buttons) => (
        <section aria-label={name}>
          <div className={classes.partHead}>
            {handle}
            <p className={classes.sentence} data-unfinished={whole === null || undefined}>
              {whole === null ? t('routes.rule.unfinished') : say(describeRule(whole))}
            </p>
            {buttons}
            <ActionIcon
              size="md"
              aria-label={t('routes.rule.remove', { number: index + 1 })}
              onClick={() => edit((now) => removeRule(now, rule.id))}
            >
              <IconTrash size={16} stroke={1.7} />
            </ActionIcon>
          </div>
          <div className={classes.inner}>
            {rule.when.map((condition, at) => (
              <ConditionPart
                key={condition.id}
                condition={condition}
                field={`rules.${index}.when.${at}`}
                number={at + 1}
                onChange={(part) => changeCondition(condition.id, part)}
                onRemove={
                  rule.when.length === 1
                    ? null
                    : () => change({ when: rule.when.filter(({ id }) => id !== condition.id) })
                }
              />
            ))}
            <Button
              size="xs"
              variant="default"
              leftSection={<IconPlus size={14} />}
              aria-label={t('routes.condition.add.to', { number: index + 1 })}
              disabled={rule.when.length >= maxConditions}
              onClick={() => change({ when: [...rule.when, emptyCondition(ids(), 'has-images')] })}
            >
              {t('routes.condition.add')}
            </Button>
            <Effect rule={rule} index={index} onChange={change} />
          </div>
        </section>
      )}
    </SortableItem>
  );
}

interface EffectProps {
  rule: DraftRule;
  index: number;
  onChange: (part: Partial<DraftRule>) => void;
}

function Effect({ rule, index, onChange }: EffectProps): ReactNode {
  const { t } = useWords();
  const { draft, problemAt } = useEditing();
  return (
    <div className={classes.pair}>
      <Select
        label={t('routes.rule.mode')}
        data={[
          { value: 'only', label: t('routes.rule.mode.only') },
          { value: 'first', label: t('routes.rule.mode.first') },
        ]}
        value={rule.mode}
        onChange={(value) => onChange({ mode: value === 'first' ? 'first' : 'only' })}
        allowDeselect={false}
      />
      <Select
        label={t('routes.rule.group')}
        data={draft.pools.map(({ id, name }, at) => ({ value: id, label: groupName(name, at, t) }))}
        value={rule.pool}
        onChange={(pool) => onChange({ pool })}
        error={problemAt(`rules.${index}.pool`)}
        placeholder={t('routes.rule.group.choose')}
        allowDeselect={false}
      />
    </div>
  );
}

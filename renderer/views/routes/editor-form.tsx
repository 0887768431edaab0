import { Button, SegmentedControl, Switch, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { ModelType } from '../../../shared/model.ts';
import { Row, Section } from '../../components/section.tsx';
import { useWords } from '../../words.ts';
import { emptyCondition } from './condition-draft.ts';
import { groupList, ruleList } from './draft-moves.ts';
import { useEditing } from './editor-context.ts';
import classes from './editor.module.css';
import { GroupPart } from './group-part.tsx';
import { OptionsPart } from './options-part.tsx';
import { emptyPool } from './route-draft.ts';
import { RulePart } from './rule-part.tsx';
import { SortableList } from './sortable.tsx';

const maxPools = 20;
const maxRules = 50;
const servedTypes = ['chat', 'embedding', 'rerank'] as const satisfies readonly ModelType[];

interface EditorFormProps {
  isNew: boolean;
  onServes: (type: ModelType) => void;
}

/** Name, groups, rules, and what holds for the whole route. */
export function EditorForm({ isNew, onServes }: EditorFormProps): ReactNode {
  const { t } = useWords();
  const { draft, edit, problemAt, serves } = useEditing();
  return (
    <>
      {isNew && (
        <TextInput
          label={t('routes.alias')}
          description={t('routes.alias.hint')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={draft.alias}
          onChange={(event) => {
            const alias = event.currentTarget.value;
            edit((now) => ({ ...now, alias }));
          }}
          error={problemAt('alias')}
          maxLength={40}
          autoComplete="off"
          spellCheck={false}
          data-autofocus
        />
      )}
      {draft.alias !== 'embedding' && (
        <div>
          <SegmentedControl
            size="xs"
            aria-label={t('routes.serves')}
            data={servedTypes.map((value) => ({ value, label: t(`routes.serves.${value}`) }))}
            value={serves}
            onChange={(value) => onServes(servedTypes.find((type) => type === value) ?? 'chat')}
          />
        </div>
      )}
      <Groups />
      <Rules />
      <Wholes />
      {draft.alias !== 'embedding' && <OptionsPart />}
    </>
  );
}

function Groups(): ReactNode {
  const { t } = useWords();
  const { draft, edit, problemAt, ids } = useEditing();
  const missing = problemAt('pools');
  const name = t('routes.group.numbered', { number: draft.pools.length + 1 });
  return (
    <PartSection title={t('routes.groups')} hint={t('routes.groups.hint')}>
      <SortableList id={groupList} type="group" label={t('routes.groups')}>
        {draft.pools.map((pool, index) => (
          <GroupPart key={pool.id} pool={pool} index={index} />
        ))}
      </SortableList>
      {missing !== undefined && <p className={classes.problem}>{missing}</p>}
      <Button
        size="xs"
        variant="default"
        leftSection={<IconPlus size={14} />}
        disabled={draft.pools.length >= maxPools}
        onClick={() => edit((now) => ({ ...now, pools: [...now.pools, emptyPool(name, ids)] }))}
      >
        {t('routes.group.add')}
      </Button>
    </PartSection>
  );
}

function Rules(): ReactNode {
  const { t } = useWords();
  const { draft, edit, ids } = useEditing();
  const add = (): void => {
    const rule = { id: ids(), when: [emptyCondition(ids())], pool: draft.pools.at(-1)?.id ?? null };
    edit((now) => ({ ...now, rules: [...now.rules, { ...rule, mode: 'only' }] }));
  };
  return (
    <PartSection title={t('routes.rules')} hint={t('routes.rules.hint')}>
      <SortableList id={ruleList} type="rule" label={t('routes.rules')}>
        {draft.rules.map((rule, index) => (
          <RulePart key={rule.id} rule={rule} index={index} />
        ))}
      </SortableList>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconPlus size={14} />}
        disabled={draft.rules.length >= maxRules}
        onClick={add}
      >
        {t('routes.rule.add')}
      </Button>
    </PartSection>
  );
}

function PartSection({
  title,
  hint,
  children,
}: {
  title: string;
  hint: string;
  children: ReactNode;
}): ReactNode {
  return (
    <section aria-label={title}>
      <h3 className={classes.title}>{title}</h3>
      <p className={classes.hint}>{hint}</p>
      {children}
    </section>
  );
}

/** The locks, and whether a long prompt may go elsewhere. */
function Wholes(): ReactNode {
  const { t } = useWords();
  const { draft, edit } = useEditing();
  const lock = (name: keyof typeof draft.locks, on: boolean): void =>
    edit((now) => ({ ...now, locks: { ...now.locks, [name]: on } }));
  return (
    <Section>
      <Row label={t('settings.onlyThisMachine')} hint={t('routes.lock.onlyThisMachine.hint')} isSmall>
        <Switch
          aria-label={t('settings.onlyThisMachine')}
          checked={draft.locks.onlyThisMachine}
          onChange={(event) => lock('onlyThisMachine', event.currentTarget.checked)}
        />
      </Row>
      <Row label={t('settings.noCloud')} hint={t('routes.lock.noCloud.hint')} isSmall>
        <Switch
          aria-label={t('settings.noCloud')}
          checked={draft.locks.noCloud}
          onChange={(event) => lock('noCloud', event.currentTarget.checked)}
        />
      </Row>
      <Row label={t('routes.larger')} hint={t('routes.larger.hint')} isSmall>
        <Switch
          aria-label={t('routes.larger')}
          checked={draft.allowLargerContext}
          onChange={(event) => {
            const allowLargerContext = event.currentTarget.checked;
            edit((now) => ({ ...now, allowLargerContext }));
          }}
        />
      </Row>
    </Section>
  );
}

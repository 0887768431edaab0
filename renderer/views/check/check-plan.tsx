import { Button, Group, SegmentedControl, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { JobInput } from '../../../shared/api.ts';
import type { CheckDepth } from '../../../shared/conformance.ts';
import type { UpstreamState } from '../../../shared/upstream.ts';
import { SheetBody } from '../../components/sheet.tsx';
import { useCall } from '../../use-call.ts';
import { useWords } from '../../words.ts';
import classes from './check.module.css';
import { CheckModel } from './check-model.tsx';
import { Obstacle } from './obstacle.tsx';
import { PlanBox } from './plan-box.tsx';

interface CheckPlanProps {
  server: UpstreamState;
  model: string | null;
  depth: CheckDepth;
  onModel: (model: string) => void;
  onDepth: (depth: CheckDepth) => void;
  onStart: (input: JobInput<'check'>) => void;
  /** Null where there is no report to go back to. */
  onBack: (() => void) | null;
  onClose: () => void;
  onEnterKey: () => void;
}

/** What the check would do, before it does anything. The core only looks; nothing is asked of a model here. */
export function CheckPlan(props: CheckPlanProps): ReactNode {
  const { server, model, depth, onModel, onDepth, onStart, onBack } = props;
  const { t } = useWords();
  const input = { server: server.slug, depth, ...(model === null ? {} : { model }) };
  const asked = useCall('planCheck', input);
  const plan = asked.result;
  return (
    <SheetBody>
      <div className={classes.plan}>
        <Text size="sm" c="dimmed">
          {t('apiCheck.intro')}
        </Text>
        <CheckModel server={server} model={model ?? plan?.model ?? null} onPick={onModel} />
        <Depth depth={depth} onDepth={onDepth} />
        <PlanBox asked={asked} />
        {plan !== null && plan.obstacle !== null && (
          <Obstacle {...props} obstacle={plan.obstacle} onRetry={asked.again} />
        )}
        <Group justify="flex-end">
          {onBack !== null && (
            <Button variant="default" onClick={onBack}>
              {t('apiCheck.back')}
            </Button>
          )}
          <Button
            disabled={plan === null || plan.obstacle !== null}
            onClick={() => {
              if (plan !== null) onStart({ ...input, model: plan.model });
            }}
          >
            {t('apiCheck.start')}
          </Button>
        </Group>
      </div>
    </SheetBody>
  );
}

function Depth({ depth, onDepth }: Pick<CheckPlanProps, 'depth' | 'onDepth'>): ReactNode {
  const { t } = useWords();
  return (
    <div>
      <SegmentedControl
        aria-label={t('apiCheck.depth')}
        value={depth}
        onChange={onDepth}
        data={[
          { value: 'quick', label: t('apiCheck.depth.quick') },
          { value: 'full', label: t('apiCheck.depth.full') },
        ]}
      />
      <Text size="sm" c="dimmed" mt={6}>
        {t(`apiCheck.depth.${depth}.text`)}
      </Text>
    </div>
  );
}

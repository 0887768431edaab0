import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ModelInfo } from '../../../shared/model.ts';
import type { UpstreamState } from '../../../shared/upstream.ts';
import { useAppState } from '../../app-state.ts';
import { ContextTag } from '../../components/context-tag.tsx';
import { LocationBadge } from '../../components/location-badge.tsx';
import { Tag } from '../../components/tag.tsx';
import { VerdictMark } from '../../components/verdict-mark.tsx';
import { verdictOf } from '../../verdict.ts';
import { useWords } from '../../words.ts';
import classes from './servers.module.css';
import { useModel } from './use-model.ts';

/** The models of one server; a chat model can be made the active one here. */
export function ModelList({ server }: { server: UpstreamState }): ReactNode {
  const { t } = useWords();
  const { models, modelCount } = server;
  return (
    <>
      <ul className={classes.models}>
        {models.map((model) => (
          <ModelRow key={model.id} server={server} model={model} />
        ))}
      </ul>
      {modelCount > models.length && (
        <p className={classes.detail}>
          {t('servers.models.cut', { shown: models.length, count: modelCount })}
        </p>
      )}
    </>
  );
}

function ModelRow({ server, model }: { server: UpstreamState; model: ModelInfo }): ReactNode {
  const { active } = useAppState();
  const { t } = useWords();
  const isActive = active !== null && active.upstream === server.slug && active.model === model.id;
  const use = useModel({ upstream: server.slug, model: model.id });
  const verdict = verdictOf(server, model.id);
  const facts = [model.parameters, model.quantization].filter((fact) => fact !== null);
  return (
    <li className={classes.model}>
      <span className={classes.modelId}>{model.id}</span>
      {facts.length > 0 && <span className={classes.modelFacts}>{facts.join(' · ')}</span>}
      <ContextTag model={model} />
      {model.type !== 'chat' && <Tag>{t(`servers.models.${model.type}`)}</Tag>}
      {model.loaded === true && <Tag>{t('servers.models.loaded')}</Tag>}
      {model.location !== server.location && <LocationBadge location={model.location} />}
      {verdict !== null && <VerdictMark verdict={verdict.verdict} />}
      <span className={classes.push} />
      {isActive && <Tag isAccent>{t('servers.models.active')}</Tag>}
      {!isActive && model.type === 'chat' && server.kind !== 'demo' && (
        <Button
          size="compact-xs"
          variant="default"
          aria-label={t('servers.models.use', { model: model.id })}
          loading={use.isPending}
          onClick={() => use.run()}
        >
          {t('servers.use')}
        </Button>
      )}
    </li>
  );
}

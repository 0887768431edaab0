import { Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { CloudPreset } from '../../../shared/cloud-presets.ts';
import { cloudPresets, needsResource, presetAddress } from '../../../shared/cloud-presets.ts';
import { WebAddress } from '../../components/web-address.tsx';
import { useWords } from '../../words.ts';
import classes from './servers.module.css';

interface CloudChoiceProps {
  /** What the form starts from: empty for a server of one's own, and while the address lacks a part. */
  onPick: (draft: { baseUrl: string; name: string }) => void;
}

/** A well-known cloud instead of an address to type, with where to read on and where a key is made. */
export function CloudChoice({ onPick }: CloudChoiceProps): ReactNode {
  const { t, locale } = useWords();
  const [chosen, setChosen] = useState<CloudPreset | null>(null);
  const pick = (preset: CloudPreset | null): void => {
    setChosen(preset);
    onPick({ baseUrl: addressOf(preset, ''), name: preset?.name[locale] ?? '' });
  };
  return (
    <div className={classes.cloud}>
      <Select
        label={t('cloud.choose')}
        description={t('cloud.choose.hint')}
        inputWrapperOrder={['label', 'input', 'description']}
        data={cloudPresets.map(({ id, name }) => ({ value: id, label: name[locale] }))}
        value={chosen?.id ?? null}
        onChange={(id) => pick(cloudPresets.find((preset) => preset.id === id) ?? null)}
        placeholder={t('cloud.none')}
        clearable
      />
      {chosen !== null && (
        <div className={classes.cloudLinks}>
          <WebAddress name={t('cloud.docs')} url={chosen.documentationUrl} />
          <WebAddress name={t('cloud.key')} url={chosen.keyUrl} />
        </div>
      )}
      {chosen !== null && needsResource(chosen) && (
        <TextInput
          key={chosen.id}
          label={t('cloud.resource')}
          description={t('cloud.resource.hint')}
          onChange={(event) => {
            const resource = event.currentTarget.value.trim();
            onPick({ baseUrl: addressOf(chosen, resource), name: chosen.name[locale] });
          }}
          autoComplete="off"
          spellCheck={false}
        />
      )}
    </div>
  );
}

/** Empty while it lacks the name of a resource: half an address is none. */
function addressOf(preset: CloudPreset | null, resource: string): string {
  if (preset === null || (needsResource(preset) && resource === '')) return '';
  return presetAddress(preset, resource);
}

import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode, SubmitEvent } from 'react';
import { cloudProxyModes } from '../../../shared/preferences.ts';
import type { CloudProxy } from '../../../shared/preferences.ts';
import { flawOfProxyAddress } from '../../../shared/proxy-address.ts';
import { useAppState } from '../../app-state.ts';
import { Row } from '../../components/section.tsx';
import { tellDone } from '../../tell.ts';
import { useWords } from '../../words.ts';
import { Choice } from './choice.tsx';
import classes from './settings.module.css';
import { useChange, useFieldChange } from './use-change.ts';

/** The proxy that cloud servers are reached through. */
export function CloudProxyRows(): ReactNode {
  const { mode, address } = useAppState().settings.cloudProxy;
  const { t } = useWords();
  const [isNaming, setNaming] = useState(false);
  const change = useChange();
  const shown = isNaming ? 'address' : mode;
  const pick = (next: CloudProxy['mode']): void => {
    // An address that is not there yet is typed first.
    setNaming(next === 'address' && address === null);
    if (next !== 'address' || address !== null) change.run({ cloudProxy: { mode: next } });
  };
  return (
    <>
      <Row label={t('settings.cloudProxy.which')} isWide>
        <Choice
          label={t('settings.cloudProxy.which')}
          value={shown}
          isPending={change.isPending}
          onChange={pick}
          options={cloudProxyModes.map((value) => ({
            value,
            label: t(`settings.cloudProxy.${value}`),
            hint: t(`settings.cloudProxy.${value}.hint`),
          }))}
        />
      </Row>
      {shown === 'address' && <AddressRow onSaved={() => setNaming(false)} />}
    </>
  );
}

function AddressRow({ onSaved }: { onSaved: () => void }): ReactNode {
  const { address } = useAppState().settings.cloudProxy;
  const { t, explain } = useWords();
  const [draft, setDraft] = useState<string | null>(null);
  const change = useFieldChange(() => {
    setDraft(null);
    onSaved();
    tellDone(t('window.saved'));
  });
  const value = draft ?? address ?? '';
  const flaw = flawOfProxyAddress(value);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (flaw === null) change.run({ cloudProxy: { mode: 'address', address: value.trim() } });
  };
  return (
    <Row label={t('settings.cloudProxy.field')} hint={t('settings.cloudProxy.field.hint')}>
      <form className={classes.port} onSubmit={submit} noValidate>
        <TextInput
          aria-label={t('settings.cloudProxy.field')}
          placeholder="http://127.0.0.1:7890"
          value={value}
          onChange={(event) => {
            setDraft(event.currentTarget.value);
            change.clear();
          }}
          error={
            change.failure !== null
              ? explain(change.failure)
              : draft !== null && draft !== '' && flaw !== null && t(`settings.cloudProxy.bad.${flaw}`)
          }
          spellCheck={false}
          autoComplete="off"
          w="15rem"
        />
        <Button
          type="submit"
          variant="default"
          loading={change.isPending}
          disabled={flaw !== null || draft === null}
        >
          {t('window.save')}
        </Button>
      </form>
    </Row>
  );
}

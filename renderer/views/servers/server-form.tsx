import { Button, Checkbox, Group, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { SubmitEvent, ReactNode } from 'react';
import type { UpstreamState } from '../../../shared/upstream.ts';
import { normaliseAddress } from '../../address.ts';
import { Note } from '../../components/note.tsx';
import type { Failure } from '../../failure.ts';
import { useWords } from '../../words.ts';
import { CloudChoice } from './cloud-choice.tsx';
import { isMany, splitAddresses } from './many-addresses.ts';
import { ProbeNote } from './probe-note.tsx';
import { useProbe } from './use-probe.ts';

export interface ServerDraft {
  baseUrl: string;
  name: string;
  /** Empty: none was typed. */
  key: string;
  forgetsKey: boolean;
  /** All of them where several were typed, with commas between; `baseUrl` is then the first. */
  baseUrls: readonly string[];
}

interface ServerFormProps {
  /** Null while adding. */
  server: UpstreamState | null;
  /** The key's field has the focus first, instead of the address'. */
  startsAtKey: boolean;
  failure: Failure | null;
  isPending: boolean;
  /** The address is being changed, so the failure is about an earlier one. */
  onTyping: () => void;
  onSubmit: (draft: ServerDraft) => void;
  onCancel: () => void;
}

/** Failures that are the address' own and are shown at its field. */
export const addressCodes: ReadonlySet<string> = new Set([
  'bad_address',
  'own_address',
  'upstream_exists',
  'bad_input',
]);

/** Address, name and key of one server, looked at while it is typed. */
export function ServerForm({
  server,
  startsAtKey,
  failure,
  isPending,
  onTyping,
  onSubmit,
  onCancel,
}: ServerFormProps): ReactNode {
  const { t, explain } = useWords();
  const [address, setAddress] = useState(server?.baseUrl ?? '');
  const [name, setName] = useState(server?.name ?? '');
  const [key, setKey] = useState('');
  const [forgetsKey, setForgetsKey] = useState(false);
  const [isChecked, setChecked] = useState(false);
  const several = server === null && isMany(address) ? splitAddresses(address) : [];
  const bad = several.filter((one) => one.baseUrl === null).map(({ typed }) => typed);
  const baseUrl = several.length > 0 ? null : normaliseAddress(address);
  const isSameAddress = server !== null && baseUrl === server.baseUrl;
  const { probed, lookNow } = useProbe(
    isSameAddress && key === '' ? null : baseUrl,
    key,
    server?.slug ?? null,
  );

  const nameProblem = server !== null && name.trim() === '' ? t('server.name.empty') : null;
  const addressProblem = (): string | null => {
    if (isChecked && address.trim() === '') return t('server.address.empty');
    if (several.length > 0) {
      return isChecked && bad.length > 0 ? t('routes.many.bad', { addresses: bad.join(', ') }) : null;
    }
    if (isChecked && baseUrl === null) return t('server.address.bad');
    if (failure !== null) return addressCodes.has(failure.code) ? explain(failure) : null;
    return probed.phase === 'failed' ? explain(probed.failure) : null;
  };
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    setChecked(true);
    const baseUrls = several.length > 0 ? several.flatMap((one) => one.baseUrl ?? []) : [baseUrl ?? ''];
    const [first = ''] = baseUrls;
    if (first === '' || bad.length > 0 || nameProblem !== null) return;
    onSubmit({ baseUrl: first, baseUrls, name: name.trim(), key, forgetsKey });
  };
  const problem = addressProblem();
  const startFrom = (draft: { baseUrl: string; name: string }): void => {
    setAddress(draft.baseUrl);
    setName(draft.name);
    setChecked(false);
    onTyping();
  };

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        {server === null && <CloudChoice onPick={startFrom} />}
        <TextInput
          label={t('server.address')}
          placeholder="http://127.0.0.1:11434"
          value={address}
          onChange={(event) => {
            setAddress(event.currentTarget.value);
            onTyping();
            setChecked(false);
          }}
          onBlur={() => {
            setChecked(address.trim() !== '');
            lookNow();
          }}
          error={problem}
          inputMode="url"
          autoComplete="off"
          spellCheck={false}
          data-autofocus={!startsAtKey || undefined}
        />
        {problem === null && several.length === 0 && <ProbeNote probed={probed} hasKey={key !== ''} />}
        {problem === null && several.length > 0 && (
          <Note level="info" isLive>
            {t(key === '' ? 'routes.many.hint' : 'routes.many.hint.key', { count: several.length })}
          </Note>
        )}
        {several.length === 0 && (
          <TextInput
            label={t('server.name')}
            description={server === null ? t('server.name.hint') : undefined}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={nameProblem}
            maxLength={80}
            autoComplete="off"
          />
        )}
        <PasswordInput
          label={t('server.key')}
          description={t(keyHint(server, isSameAddress))}
          value={key}
          onChange={(event) => setKey(event.currentTarget.value)}
          onBlur={lookNow}
          disabled={forgetsKey}
          maxLength={4096}
          autoComplete="off"
          data-autofocus={startsAtKey || undefined}
          visibilityToggleButtonProps={{ 'aria-label': t('settings.key.show') }}
        />
        {server?.hasKey === true && (
          <Checkbox
            label={t('server.key.forget')}
            checked={forgetsKey}
            onChange={(event) => setForgetsKey(event.currentTarget.checked)}
          />
        )}
        <Group justify="flex-end" mt="xs">
          <Button variant="default" onClick={onCancel}>
            {t('window.cancel')}
          </Button>
          <Button type="submit" loading={isPending}>
            {t(server === null ? 'window.add' : 'window.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

type KeyHint =
  'server.key.hint' | 'server.key.unconfirmed.hint' | 'server.key.stored.hint' | 'health.detail.locked';

function keyHint(server: UpstreamState | null, isSameAddress: boolean): KeyHint {
  if (server === null || !server.hasKey) return 'server.key.hint';
  if (!isSameAddress || server.keyState === 'unconfirmed') return 'server.key.unconfirmed.hint';
  return server.keyState === 'locked' ? 'health.detail.locked' : 'server.key.stored.hint';
}

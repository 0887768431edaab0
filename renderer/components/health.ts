import type { AppState } from '../../shared/app-state.ts';
import type { MessageKey } from '../../shared/i18n/index.ts';
import type { Health } from '../../shared/upstream.ts';
import { lockOnActive } from '../locks.ts';

/** What a colour means; a word always says the same beside it. */
export type Tone = 'good' | 'warn' | 'bad' | 'idle';

export const healthTones: Record<Health, Tone> = {
  unknown: 'idle',
  healthy: 'good',
  loading: 'warn',
  busy: 'warn',
  unreachable: 'bad',
  unauthorized: 'bad',
  'rate-limited': 'warn',
};

export interface Summary {
  tone: Tone;
  word: Extract<MessageKey, `proxy.${string}`>;
}

/** The whole of ModelTray in a colour and a word, as the tray's icon has it. */
export function summarise(state: Pick<AppState, 'proxy' | 'active' | 'notices' | 'settings'>): Summary {
  switch (state.proxy.status) {
    case 'error':
      return { tone: 'bad', word: 'proxy.error' };
    case 'stopped':
      return { tone: 'idle', word: 'proxy.stopped' };
    case 'starting':
      return { tone: 'idle', word: 'proxy.starting' };
    case 'stopping':
      return { tone: 'idle', word: 'proxy.stopping' };
    case 'running':
      if (state.active === null) return { tone: 'warn', word: 'proxy.noModel' };
      if (state.active.isDemo) return { tone: 'warn', word: 'proxy.demo' };
      if (lockOnActive(state) !== null) return { tone: 'bad', word: 'proxy.lockedOut' };
      return state.notices.some(({ id }) => id === 'all-down')
        ? { tone: 'bad', word: 'proxy.allDown' }
        : { tone: 'good', word: 'proxy.running' };
  }
}

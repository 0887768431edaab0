import type { Api } from '../../shared/api.ts';
import { ModelTrayError } from '../../shared/errors.ts';
import { message } from '../../shared/i18n/index.ts';
import type { Settings } from '../../shared/settings.ts';
import { ask } from './ask-job.ts';
import { createCheckCalls, createCheckJob } from './check-calls.ts';
import { createDbgptApiCalls } from './dbgpt-api-calls.ts';
import { createDbgptCalls } from './dbgpt-calls.ts';
import { createExportCalls } from './export-calls.ts';
import { createExportFileCalls } from './export-files.ts';
import { createModelCalls } from './model-calls.ts';
import { createKeyCalls } from './key-calls.ts';
import type { CoreParts } from './parts.ts';
import { createRequestCalls } from './request-calls.ts';
import { createRouteCalls } from './route-calls.ts';
import { createSettingsCalls } from './settings-calls.ts';
import { createUpstreamCalls } from './upstream-calls.ts';
import { createWholeSettingsCalls } from './whole-settings-calls.ts';

export interface ApiOptions {
  ownPorts: () => ReadonlySet<number>;
  wantPort: (port: number | null) => void;
  /** What changed settings set in motion. */
  follow: (before: Settings) => Promise<void>;
}

/** Everything that a shell may ask, put together from the files that answer it. */
export function createApi(parts: CoreParts, { ownPorts, wantPort, follow }: ApiOptions): Api {
  const { store, requests, ports, discovery } = parts;
  return {
    calls: {
      getState: () => Promise.resolve(store.get()),
      ...createSettingsCalls(parts, wantPort),
      ...createKeyCalls(parts),
      ...createWholeSettingsCalls(parts, follow),
      ...createUpstreamCalls(parts, ownPorts),
      ...createModelCalls(parts),
      ...createRouteCalls(parts),
      ...createExportCalls(parts),
      ...createExportFileCalls(parts),
      ...createDbgptCalls(parts),
      ...createDbgptApiCalls(parts),
      getTraffic: () => Promise.resolve(parts.traffic.report()),
      ...createRequestCalls(parts),
      ...createCheckCalls(parts, ownPorts),
      async pickFolder() {
        if (ports.shellPorts.pickFolder === undefined) throw notHere();
        return { folder: await ports.shellPorts.pickFolder() };
      },
      async openPath({ path }) {
        if (ports.shellPorts.openPath === undefined) throw notHere();
        await ports.shellPorts.openPath(path);
        return null;
      },
    },
    jobs: {
      discover: (input, context) => discovery.discover(input, context),
      check: createCheckJob(parts, ownPorts),
      ask: (input, context) => ask(parts, input, context),
    },
    feeds: {
      state: (listener) => store.subscribe(listener),
      requests: (listener) => requests.subscribe(listener),
    },
  };
}

function notHere(): ModelTrayError {
  return new ModelTrayError('not_available_here', message('error.not_available_here'));
}

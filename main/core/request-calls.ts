/** What the window asks about requests: their list, one of them in full, and the command that sends it again. */
import type { Api } from '../../shared/api.ts';
import { shownHeaders } from '../proxy/mask-headers.ts';
import type { RequestRecord } from '../state/request-record.ts';
import type { CoreParts } from './parts.ts';
import { requestCurl } from './request-curl.ts';

type RequestCalls = Pick<
  Api['calls'],
  'listRequests' | 'describeRequest' | 'clearRequests' | 'setKeepBodies' | 'copyRequestCurl'
>;

export function createRequestCalls(parts: CoreParts): RequestCalls {
  const { requests, store, localKeys, runner } = parts;
  return {
    listRequests: ({ before, limit }) => Promise.resolve(requests.page(before, limit)),
    describeRequest({ id }) {
      const record = requests.find(id);
      return Promise.resolve(record === null ? null : detailOf(record, writingsOf(localKeys.key())));
    },
    clearRequests() {
      requests.clear();
      return Promise.resolve(store.get());
    },
    setKeepBodies({ on }) {
      requests.keepBodies(on);
      store.touch();
      return Promise.resolve(store.get());
    },
    async copyRequestCurl({ id, shell }) {
      const record = requests.find(id);
      if (record === null) return null;
      await localKeys.ensureSaved();
      return requestCurl({ record, shell, baseUrl: runner.state().baseUrl, key: localKeys.key() });
    },
  };
}

/** Node gives a header's bytes as Latin-1: a key in another script looks so there. */
function writingsOf(key: string): string[] {
  return [key, Buffer.from(key).toString('latin1')];
}

function detailOf(
  { row, attempts, requestHeaders, answerHeaders, bodies }: RequestRecord,
  secrets: readonly string[],
): NonNullable<Awaited<ReturnType<RequestCalls['describeRequest']>>> {
  return {
    row,
    attempts,
    requestHeaders: shownHeaders(requestHeaders, secrets),
    answerHeaders: answerHeaders === null ? null : shownHeaders(answerHeaders, secrets),
    bodies,
  };
}

import { expect, test } from 'vitest';
import { keepRequest, recordOf } from '../../main/state/kept-request.ts';
import type { RequestAttempt } from '../../shared/activity.ts';
import type { RequestMarks, RequestRow } from '../../shared/app-state.ts';
import { message } from '../../shared/i18n/index.ts';
import { buildRecord, buildRow } from '../support/request-rows.ts';

const answered: RequestAttempt = {
  upstream: 'a',
  model: 'm',
  startedMs: 0.201,
  endedMs: 1.337,
  reason: null,
};
const failed: RequestAttempt = { ...answered, endedMs: 0.9, reason: message('failed.timeout') };
/** No two of them alike. */
const marks: RequestMarks = {
  ...{ readMs: 0.1, queuedMs: 0.2, placedMs: 0.3 },
  ...{ connectedMs: 0.4, firstByteMs: 0.5, firstContentMs: 0.6 },
};
const unasked: Partial<RequestRow> = {
  ...{ upstream: null, model: null, attempts: 0, status: 404, outcome: 'failed' },
  ...{ firstByteMs: null, ownMs: 0.017, error: message('error.no_upstream') },
};

test.each([
  ['answered at the first try', buildRecord(buildRow('1'), { attempts: [answered] })],
  ['answered at the second', buildRecord(buildRow('2', { attempts: 2 }), { attempts: [failed, answered] })],
  ['failed at the only try', buildRecord(buildRow('3'), { attempts: [failed] })],
  ['left while it was tried', buildRecord(buildRow('4'), { attempts: [{ ...answered, endedMs: null }] })],
  [
    'answered by another than was asked',
    buildRecord(buildRow('5', { model: 'n' }), { attempts: [answered] }),
  ],
  ['at each mark at another time', buildRecord(buildRow('9', { marks }), { attempts: [answered] })],
  ['sent nowhere', buildRecord(buildRow('6', unasked))],
  ['kept without its attempts', buildRecord(buildRow('7'))],
  ['with headers', buildRecord(buildRow('8'), { requestHeaders: 'a\nb', answerHeaders: 'c\nd', scope: 'x' })],
])('a request that was %s is given back as it was told', (_what, record) => {
  expect(recordOf(keepRequest(record))).toEqual(record);
});

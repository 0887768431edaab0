import { request } from 'node:http';
import { connect } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { guardConnections, placeOf, placeOfAddress } from '../../scripts/test-real/only-given.mjs';
import { useScope } from '../support/scope.ts';

const scope = useScope();
let restore = (): unknown => undefined;
afterEach(() => restore());

function status(url: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const req = request(url, { agent: false }, (res) => {
      res.resume();
      resolve(res.statusCode ?? 0);
    });
    req.on('error', reject);
    req.end();
  });
}

test('only the given address is connected to, however this machine is spelled', async () => {
  const given = await scope.fake({ mark: 'alpha' });
  const other = await scope.fake({ mark: 'beta' });
  restore = guardConnections(new Set([placeOfAddress(`http://localhost:${given.port}/v1`)]));
  expect(await status(`${given.url}/v1/models`)).toBe(200);
  await expect(status(`${other.url}/v1/models`)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  await expect(fetch(`${other.url}/v1/models`)).rejects.toThrow();
  const error = await new Promise((resolve) => connect(other.port, '127.0.0.1').on('error', resolve));
  expect(error).toMatchObject({ code: 'ECONNREFUSED' });
  expect(other.counters.connections).toBe(0);
});

test('places of addresses', () => {
  expect(placeOfAddress('https://API.test/v1')).toBe('api.test:443');
  expect(placeOfAddress('http://[::1]:5')).toBe('localhost:5');
  expect(placeOf('127.0.0.1', 5)).toBe('localhost:5');
  expect(placeOf('127.0.0.1', 5)).not.toBe(placeOf('127.0.0.1', 6));
});

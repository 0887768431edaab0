import { expect, test } from 'vitest';
import { fartherLocation, isWithin, locationOfAddress, locationOfHost } from '../../shared/location.ts';

test.each([
  ['127.0.0.1', 'this-machine'],
  ['127.8.9.1', 'this-machine'],
  ['0.0.0.0', 'this-machine'],
  ['::1', 'this-machine'],
  ['[::1]', 'this-machine'],
  ['0:0:0:0:0:0:0:1', 'this-machine'],
  ['::ffff:127.0.0.1', 'this-machine'],
  ['::ffff:7f00:1', 'this-machine'],
  ['[::FFFF:C0A8:101]', 'private-network'],
  ['::ffff:808:808', 'cloud'],
  ['10.1.2.3', 'private-network'],
  ['172.16.0.1', 'private-network'],
  ['172.31.255.255', 'private-network'],
  ['172.32.0.1', 'cloud'],
  ['192.168.1.1', 'private-network'],
  ['169.254.9.9', 'private-network'],
  ['::ffff:192.168.1.1', 'private-network'],
  ['fe80::1%eth0', 'private-network'],
  ['fd12:3456::1', 'private-network'],
  ['2606:4700::1111', 'cloud'],
  ['8.8.8.8', 'cloud'],
  ['300.1.1.1', 'cloud'],
  ['', 'cloud'],
])('the address %s is %s', (address, location) => {
  expect(locationOfAddress(address)).toBe(location);
});

test.each([
  ['localhost', 'this-machine'],
  ['model.localhost', 'this-machine'],
  ['nas.local', 'private-network'],
  ['box.lan', 'private-network'],
  ['x.home.arpa', 'private-network'],
  ['host.docker.internal', 'private-network'],
  ['workstation', 'private-network'],
  ['api.openai.com', 'cloud'],
  ['localhost.evil.test', 'cloud'],
  ['127.0.0.1.evil.test', 'cloud'],
  ['local', 'private-network'],
])('the name %s is %s without a look-up', (host, location) => {
  expect(locationOfHost(host)).toBe(location);
});

test('facts tighten and never loosen, and what may forward counts as farthest', () => {
  expect(fartherLocation('this-machine', 'cloud')).toBe('cloud');
  expect(fartherLocation('cloud', 'this-machine')).toBe('cloud');
  expect(fartherLocation('cloud', 'unknown')).toBe('unknown');
  expect(isWithin('unknown', 'cloud')).toBe(false);
  expect(isWithin('private-network', 'private-network')).toBe(true);
});

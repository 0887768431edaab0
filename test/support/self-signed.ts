/** A certificate made for the moment (RFC 5280, written in DER), so that no key lies in the repository. */
import { generateKeyPairSync, sign } from 'node:crypto';

const der = (tag: number, ...parts: readonly Buffer[]): Buffer => {
  const body = Buffer.concat(parts);
  const { length } = body;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), body]);
};
const sequence = (...parts: readonly Buffer[]): Buffer => der(0x30, ...parts);
const text = (tag: number, content: string): Buffer => der(tag, Buffer.from(content));
const bytes = (hex: string): Buffer => Buffer.from(hex, 'hex');

/** Object identifiers. */
const ecdsaWithSha256 = bytes('06082a8648ce3d040302');
const commonName = bytes('0603550403');
const alternativeName = bytes('0603551d11');
const basicConstraints = bytes('0603551d13');
const isTrue = bytes('0101ff');

/** Its own authority: a client trusts the server `name` where it trusts `cert`. */
export function selfSigned(name: string): { cert: string; key: string } {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const algorithm = sequence(ecdsaWithSha256);
  const subject = sequence(der(0x31, sequence(commonName, text(0x0c, name))));
  const names = sequence(alternativeName, der(0x04, sequence(text(0x82, name))));
  const authority = sequence(basicConstraints, isTrue, der(0x04, sequence(isTrue)));
  const content = sequence(
    der(0xa0, bytes('020102')),
    bytes('020101'),
    algorithm,
    subject,
    sequence(text(0x17, '250101000000Z'), text(0x17, '491231235959Z')),
    subject,
    pair.publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(names, authority)),
  );
  const signature = der(0x03, Buffer.from([0]), sign('sha256', content, pair.privateKey));
  const lines =
    sequence(content, algorithm, signature)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  const cert = ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
  return { cert, key: pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() };
}

import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

/** A certificate with its key, and the root that issued it. */
export interface Certified {
  readonly root: string;
  readonly certificate: string;
  readonly key: KeyObject;
}

/** Makes a root, and an RSA certificate of it for a name. */
export function certified(commonName: string): Certified {
  // An elliptic key is made in no time.
  const root = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const leaf = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    root: pem(certificate(rootName, root.publicKey, root.privateKey)),
    certificate: pem(certificate(commonName, leaf.publicKey, root.privateKey)),
    key: leaf.privateKey,
  };
}

const rootName = 'Root of the fake PayPal';
const sequence = (...parts: readonly Buffer[]) => der(0x30, ...parts);
const ecdsaWithSha256 = sequence(der(0x06, Buffer.from('2a8648ce3d040302', 'hex')));

function certificate(subject: string, key: KeyObject, issuerKey: KeyObject): Buffer {
  const time = (text: string) => der(0x17, Buffer.from(text));
  const content = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1])),
    ecdsaWithSha256,
    distinguishedName(rootName),
    sequence(time('200101000000Z'), time('400101000000Z')),
    distinguishedName(subject),
    key.export({ type: 'spki', format: 'der' }),
  );
  return sequence(content, ecdsaWithSha256, der(0x03, Buffer.from([0]), sign('sha256', content, issuerKey)));
}

function distinguishedName(commonName: string): Buffer {
  const attribute = sequence(der(0x06, Buffer.from('550403', 'hex')), der(0x0c, Buffer.from(commonName)));
  return sequence(der(0x31, attribute));
}

/** One value in the distinguished encoding: tag, length, content. */
function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const head = length < 0x80 ? [tag, length] : [tag, 0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from(head), content]);
}

function pem(bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}

import { createSign, generateKeyPairSync, randomBytes } from 'node:crypto';

/** A certificate with its key, which only this process has. */
export interface Certificate {
  /** In PEM, as whoever trusts it takes it. */
  readonly certificate: string;
  readonly privateKey: string;
}

const dayInMilliseconds = 86_400_000;

/** Makes a certificate that is valid for a week for the given names, signed by itself (RFC 5280). */
export function makeCertificate(names: readonly string[], now: Date): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const issuer = sequence(set(sequence(objectId('2.5.4.3'), tlv(0x0c, Buffer.from('Palisade preview')))));
  const from = time(new Date(now.getTime() - dayInMilliseconds));
  const until = time(new Date(now.getTime() + 7 * dayInMilliseconds));
  const toBeSigned = sequence(
    tlv(0xa0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(15)])),
    ecdsaWithSha256,
    issuer,
    sequence(from, until),
    issuer,
    publicKey.export({ type: 'spki', format: 'der' }),
    tlv(0xa3, sequence(...extensions(names))),
  );
  const signature = createSign('sha256').update(toBeSigned).sign(privateKey);
  const whole = sequence(toBeSigned, ecdsaWithSha256, bitString(signature));
  return {
    certificate: `-----BEGIN CERTIFICATE-----\n${whole.toString('base64').replace(/.{1,64}/g, '$&\n')}-----END CERTIFICATE-----\n`,
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

function extensions(names: readonly string[]): readonly Buffer[] {
  const extension = (id: string, value: Buffer) => sequence(objectId(id), tlv(0x04, value));
  const dnsNames = [...new Set(names)].map((name) => tlv(0x82, Buffer.from(name)));
  return [
    // It signs no other certificate.
    extension('2.5.29.19', sequence()),
    extension('2.5.29.37', sequence(objectId('1.3.6.1.5.5.7.3.1'))),
    extension('2.5.29.17', sequence(...dnsNames)),
  ];
}

/** A value of DER: its tag, its length and what it holds. */
function tlv(tag: number, ...content: readonly Buffer[]): Buffer {
  const body = Buffer.concat(content);
  const length =
    body.length < 0x80
      ? [body.length]
      : body.length < 0x100
        ? [0x81, body.length]
        : [0x82, body.length >> 8, body.length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), body]);
}

function sequence(...content: readonly Buffer[]): Buffer {
  return tlv(0x30, ...content);
}

function set(...content: readonly Buffer[]): Buffer {
  return tlv(0x31, ...content);
}

function integer(bytes: Buffer): Buffer {
  return tlv(0x02, bytes);
}

function bitString(bytes: Buffer): Buffer {
  return tlv(0x03, Buffer.from([0]), bytes);
}

function time(date: Date): Buffer {
  return tlv(0x18, Buffer.from(`${date.toISOString().replace(/\D/g, '').slice(0, 14)}Z`));
}

function objectId(id: string): Buffer {
  const [first = 0, second = 0, ...others] = id.split('.').map(Number);
  return tlv(0x06, Buffer.from([first * 40 + second, ...others.flatMap(base128)]));
}

function base128(value: number): readonly number[] {
  const digits = [value & 0x7f];
  for (let rest = value >> 7; rest > 0; rest >>= 7) digits.unshift((rest & 0x7f) | 0x80);
  return digits;
}

const ecdsaWithSha256 = sequence(objectId('1.2.840.10045.4.3.2'));

import { brotliCompressSync, brotliDecompressSync, constants, gunzipSync, gzipSync } from 'node:zlib';

interface Coding {
  readonly pack: (bytes: Uint8Array) => Buffer;
  readonly unpack: (bytes: Uint8Array) => Buffer;
}

// Somebody waits for the answer, so it is packed quickly rather than tightly.
const quickly = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } };

/** The content codings that CloudFront compresses by. */
export const codings: Readonly<Record<string, Coding>> = {
  br: { pack: (bytes) => brotliCompressSync(bytes, quickly), unpack: brotliDecompressSync },
  gzip: { pack: (bytes) => gzipSync(bytes, { level: 5 }), unpack: gunzipSync },
};

/** Whether a content type is one of a text, in which addresses may stand. */
export function isText(contentType = ''): boolean {
  return /^(?:text\/|image\/svg|application\/(?:[\w.-]+\+)?(?:json|xml|javascript|x-www-form-urlencoded|csp-report|reports)\b)/i.test(
    contentType,
  );
}

/** The text of a body, byte for byte, whatever the character set; empty where nobody here can unpack it. */
export function textOf(body: Buffer, encoding: string): string {
  const coding = codings[encoding];
  if (body.length === 0 || (encoding !== '' && !coding)) return '';
  return (coding ? coding.unpack(body) : body).toString('latin1');
}

/** Changes the text of a body, and leaves every other byte as it is. */
export function changeText(body: Buffer, change: (text: string) => string, encoding = ''): Buffer {
  const text = textOf(body, encoding);
  const changed = change(text);
  if (changed === text) return body;
  const bytes = Buffer.from(changed, 'latin1');
  return codings[encoding]?.pack(bytes) ?? bytes;
}

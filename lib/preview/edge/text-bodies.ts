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

/** Changes the text of a body, and leaves every other byte as it is, whatever the character set. */
export function changeText(body: Buffer, change: (text: string) => string, encoding = ''): Buffer {
  const coding = codings[encoding];
  if (body.length === 0 || (encoding !== '' && !coding)) return body;
  const text = (coding ? coding.unpack(body) : body).toString('latin1');
  const changed = change(text);
  if (changed === text) return body;
  const bytes = Buffer.from(changed, 'latin1');
  return coding ? coding.pack(bytes) : bytes;
}

/** How a file is served. */
export interface FileHeaders {
  readonly contentType: string;
  readonly cacheControl: string;
}

/** Says how a file is served, by its name. */
export function headersOf(name: string): FileHeaders {
  const extension = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  const known = Object.hasOwn(contentTypes, extension) ? contentTypes[extension] : undefined;
  return {
    contentType: known ?? 'application/octet-stream',
    cacheControl: fingerprinted.test(name) ? keptForGood : askedAgain,
  };
}

// A file whose name holds a hash of its content never changes.
const fingerprinted = /[.-](?=[a-zA-Z]*\d)[A-Za-z0-9_]{8,}\.[a-z0-9]+$/;
const keptForGood = 'public, max-age=31536000, immutable';

// The next release serves other bytes under the same URL, so browsers ask; the edge need not, since there
// the release is a part of the cache key.
const askedAgain = 'public, max-age=0, s-maxage=31536000, must-revalidate';

const contentTypes: Readonly<Record<string, string>> = {
  avif: 'image/avif',
  css: 'text/css; charset=utf-8',
  gif: 'image/gif',
  html: 'text/html; charset=utf-8',
  ico: 'image/vnd.microsoft.icon',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json; charset=utf-8',
  map: 'application/json; charset=utf-8',
  mjs: 'text/javascript; charset=utf-8',
  mp4: 'video/mp4',
  pdf: 'application/pdf',
  png: 'image/png',
  svg: 'image/svg+xml; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
  wasm: 'application/wasm',
  webm: 'video/webm',
  webmanifest: 'application/manifest+json; charset=utf-8',
  webp: 'image/webp',
  woff: 'font/woff',
  woff2: 'font/woff2',
  xml: 'application/xml; charset=utf-8',
};

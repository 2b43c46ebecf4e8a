import { createHash } from 'node:crypto';
import type { Responder, ViewerRequest } from '../responder.ts';

/** The hash of a file as it is, and as a browser of this machine is given it. */
export interface Rehashed {
  readonly real: string;
  readonly here: string;
}

export interface IntegrityProps {
  /** The page, in real names. */
  readonly page: string;
  /** What asked for the page, in real names. */
  readonly request: ViewerRequest;
  readonly responder: Responder;
  readonly hosts: readonly string[];
  /** Makes of a file what a browser of this machine is given. */
  readonly translate: (file: Buffer, contentType: string) => Buffer;
}

/**
 * Finds the hashes in a page that stand for files with translated names in them. A hash that is not true of the file itself is
 * none of them: a browser refuses the file then, as it does under the real names.
 */
export async function rehashedFiles({ page, ...props }: IntegrityProps): Promise<readonly Rehashed[]> {
  const tags = page.match(/<(?:script|link)\b[^>]*\bintegrity\s*=[^>]*>/gi) ?? [];
  const found = await Promise.all(tags.map((tag) => rehashed(tag, props)));
  return found.flat();
}

/** A text with the hashes of this machine. */
export function withHashes(text: string, files: readonly Rehashed[]): string {
  return files.reduce((changed, { real, here }) => changed.replaceAll(real, here), text);
}

async function rehashed(
  tag: string,
  { request, responder, hosts, translate }: Omit<IntegrityProps, 'page'>,
): Promise<readonly Rehashed[]> {
  const address = attribute(tag, 'src') ?? attribute(tag, 'href') ?? '';
  if (!URL.canParse(address, request.url)) return [];
  const url = new URL(address, request.url);
  if (!hosts.includes(url.hostname)) return [];
  const { status, headers, body } = await responder({
    ...request,
    method: 'GET',
    url,
    target: `${url.pathname}${url.search}`,
    // A firewall may refuse whoever does not say what they are.
    headers: { host: [url.host], 'user-agent': request.headers['user-agent'] ?? [] },
    body: Buffer.alloc(0),
  });
  if (status !== 200) return [];
  const bytes = Buffer.from(body);
  const here = translate(bytes, String(headers['content-type'] ?? ''));
  return (attribute(tag, 'integrity') ?? '')
    .split(/\s+/)
    .filter((hash) => hash !== '' && hash === hashOf(hash, bytes))
    .map((real) => ({ real, here: hashOf(real, here) }));
}

function attribute(tag: string, name: string): string | undefined {
  const [, , quoted] = new RegExp(`\\b${name}\\s*=\\s*(["'])(.*?)\\1`, 'i').exec(tag) ?? [];
  return quoted;
}

/** The hash of bytes by the algorithm that another hash is made by; empty where no browser takes that one. */
export function hashOf(like: string, bytes: Buffer): string {
  const [algorithm = ''] = like.split('-', 1);
  if (!/^sha(?:256|384|512)$/.test(algorithm)) return '';
  return `${algorithm}-${createHash(algorithm).update(bytes).digest('base64')}`;
}

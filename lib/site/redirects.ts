import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { patternOf } from '../../lambda/shared/site/path-pattern.ts';
import limits from '../aws/key-value-stores.json' with { type: 'json' };
import { ConfigError } from '../config/config-error.ts';
import { type Mistake, mistake } from '../config/mistake.ts';
import { isAnsweredByFunction } from '../contract/paths.ts';
import type { StorefrontPath } from '../contract/schema.ts';
import { urlPathOf } from './pages.ts';
import type { Site } from './read-site.ts';

/** An old address of the shop. */
export interface Redirect {
  /** Its path as text in the normal form NFC, without a slash at the end. */
  readonly from: string;
  /** Where it leads, as it is sent; nothing for a page that is gone. */
  readonly to: string | undefined;
  readonly status: 301 | 302 | 410;
}

/** What redirects are held against. */
export interface RedirectContext {
  readonly site: Site;
  readonly paths: readonly StorefrontPath[];
  /** The shop's own hosts, and those of others that redirects may lead to. */
  readonly hosts: readonly string[];
}

type Row = Pick<Redirect, 'from' | 'to' | 'status'>;

const statuses: readonly unknown[] = [301, 302, 410] satisfies readonly Redirect['status'][];

/** Reads a file of redirects. Throws a `ConfigError` with everything that is wrong with it. */
export function readRedirects(file: string, context: RedirectContext): readonly Redirect[] {
  const rows = rowsOf(file, readFileSync(file, 'utf8'));
  const redirects = rows.map(redirectOf);
  const sources = new Map(redirects.map(({ from }, index) => [from, index]));
  const mistakes = redirects.flatMap((redirect, index) => [
    ...sourceMistakes(redirect, context),
    ...(sources.get(redirect.from) === index ? [] : [twice(redirect)]),
    ...targetMistakes(redirect, context, (path) => redirects[sources.get(path) ?? -1]),
  ]);
  const bytes = redirects.reduce((sum, { from, to }) => sum + size(from) + size(to ?? '') + 4, 0);
  if (bytes > limits.storeBytes) mistakes.push(tooMuch(bytes));
  if (mistakes.length > 0) throw new ConfigError(basename(file), mistakes);
  return redirects;
}

function rowsOf(file: string, text: string): readonly Row[] {
  const values = file.endsWith('.json') ? jsonOf(file, text) : csvRows(text);
  const remedy = 'write from, to and 301, 302 or 410';
  if (!Array.isArray(values)) throw new ConfigError(basename(file), [mistake([], 'no list of rows', remedy)]);
  return values.map((value: unknown, index) => {
    const row = rowOf(value);
    if (row) return row;
    throw new ConfigError(basename(file), [mistake([], `a row ${index + 1} of another form`, remedy)]);
  });
}

/** A row of the right form; nothing for any other value. */
function rowOf(value: unknown): Row | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { from, to, status = 301, ...others } = value as Readonly<Record<string, unknown>>;
  if (typeof from !== 'string' || Object.keys(others).length > 0) return undefined;
  if ((to !== undefined && typeof to !== 'string') || !statuses.includes(status)) return undefined;
  return { from, to, status: status as Redirect['status'] };
}

function jsonOf(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ConfigError(
      basename(file),
      [mistake([], 'text that is no JSON', 'write a list of { "from": PATH, "to": PATH, "status": 301 }')],
      { cause },
    );
  }
}

/** Lines of `from,to,status`; the first may name the columns. */
function csvRows(text: string): readonly unknown[] {
  return text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '' && line.trim() !== 'from,to,status')
    .map((line) => {
      const [from, to, status, ...more] = line.split(',').map((cell) => cell.trim());
      return {
        from,
        ...(to && { to }),
        ...(status && { status: Number(status) }),
        ...(more.length > 0 && { more }),
      };
    });
}

function redirectOf({ from, to, status }: Row): Redirect {
  return { from: withoutSlash(textOf(from) ?? from), to: to === undefined ? undefined : spelled(to), status };
}

/** A path as text; nothing where it is no path. */
function textOf(path: string): string | undefined {
  try {
    return decodeURIComponent(path).normalize('NFC');
  } catch {
    return undefined;
  }
}

function withoutSlash(path: string): string {
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}

/** Letters are sent encoded, and what is encoded already stays so. */
function spelled(target: string): string {
  return target.normalize('NFC').replace(/[^\x21-\x7e]+/g, encodeURIComponent);
}

const plainSource = /^\/(?!\/)[^\s?#\\%]*$/u;

function sourceMistakes({ from }: Redirect, { site, paths }: RedirectContext): readonly Mistake[] {
  const say = (found: string, remedy: string) => [mistake([], `${JSON.stringify(from)}${found}`, remedy)];
  if (!plainSource.test(from)) return say('', 'write a path of the shop without a query, such as /old-page');
  if (size(from) > limits.keyBytes) return say('', `write a path of at most ${limits.keyBytes} bytes`);
  const pattern = patternOf(
    from,
    paths.map((path) => path.pattern),
  );
  const path = paths.find((one) => one.pattern === pattern);
  if (path && isAnsweredByFunction(path)) return say(', which a function answers', 'remove the row');
  if (pagePaths(site).has(from)) return say(', which is a page of the site', 'remove the row, or the page');
  return [];
}

type Find = (path: string) => Redirect | undefined;

function targetMistakes(redirect: Redirect, context: RedirectContext, find: Find): readonly Mistake[] {
  const { to, status } = redirect;
  if (status === 410)
    return to === undefined ? [] : about(redirect, 'with 410 and a target', 'remove one of the two');
  if (to === undefined) return about(redirect, 'without a target', 'write where it leads, or 410');
  if (size(to) + 4 > limits.valueBytes)
    return about(redirect, 'with a longer target than fits', 'write a shorter one');
  const url = targetOf(to, context);
  if (typeof url === 'string') return about(redirect, `to ${JSON.stringify(to)}`, url);
  return url.hostname === context.hosts[0] ? ownTargetMistakes(redirect, url, context, find) : [];
}

/** One step leads to a page: search engines follow no more, and a shopper waits for each. */
function ownTargetMistakes(
  redirect: Redirect,
  url: URL,
  context: RedirectContext,
  find: Find,
): readonly Mistake[] {
  const to = JSON.stringify(redirect.to);
  const next = find(withoutSlash(textOf(url.pathname) ?? url.pathname));
  if (next === redirect) return about(redirect, 'to itself', 'write another target');
  if (next) return about(redirect, `to ${to}, which is redirected itself`, lastOf(next, find));
  if (isServed(url, context)) return [];
  return about(redirect, `to ${to}, which the site does not have`, 'write a page of the site');
}

function about({ from }: Redirect, found: string, remedy: string): readonly Mistake[] {
  return [mistake([], `${JSON.stringify(from)} ${found}`, remedy)];
}

/** The target as an address, or what to write instead: whoever can choose the host leads shoppers to a copy of the shop. */
function targetOf(to: string, { hosts }: RedirectContext): URL | string {
  const isPath = /^\/(?![/\\])/.test(to);
  if (/\s|\\/.test(to) || !(isPath || to.startsWith('https://'))) {
    return 'write a path such as /new-page/, or an https address';
  }
  const base = `https://${hosts[0]}`;
  if (!URL.canParse(to, base)) return 'write an address that can be read';
  const url = new URL(to, base);
  if (url.username !== '' || url.port !== '') return 'write a host without a user and a port';
  return hosts.includes(url.hostname) ? url : `add ${url.hostname} to redirectHosts, if it is meant`;
}

/** Where a chain ends, so that search engines follow one step; a circle ends nowhere. */
function lastOf(next: Redirect, find: Find): string {
  const seen = new Set<Redirect>();
  let last: Redirect | undefined = next;
  while (last && !seen.has(last)) {
    seen.add(last);
    const after: Redirect | undefined = find(withoutSlash(textOf(last.to ?? '') ?? ''));
    if (!after) return `write ${last.to ?? '410, because that page is gone'}`;
    last = after;
  }
  return 'break the circle';
}

function isServed({ pathname }: URL, { site, paths }: RedirectContext): boolean {
  const pattern = patternOf(
    pathname,
    paths.map((path) => path.pattern),
  );
  const path = paths.find((one) => one.pattern === pattern);
  return (path && isAnsweredByFunction(path)) || pagePaths(site).has(withoutSlash(textOf(pathname) ?? ''));
}

function pagePaths({ files }: Site): ReadonlySet<string> {
  return new Set(files.flatMap(({ name }) => [`/${name}`, withoutSlash(urlPathOf(name))]));
}

function twice({ from }: Redirect): Mistake {
  return mistake([], `${JSON.stringify(from)} a second time`, 'remove one of the two rows');
}

function tooMuch(bytes: number): Mistake {
  return mistake([], `${bytes} bytes of redirects`, `keep them at or below ${limits.storeBytes} bytes`);
}

function size(text: string): number {
  return Buffer.byteLength(text);
}

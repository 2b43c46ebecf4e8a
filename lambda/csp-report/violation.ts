import { createHash } from 'node:crypto';
import { findCardData } from '../shared/card-guard/card-guard.ts';
import { patternOf } from '../shared/site/path-pattern.ts';
import type { Report } from './report.ts';
import vocabulary from './vocabulary.json' with { type: 'json' };

/**
 * What is kept of a report: nothing that tells one shopper from another. No address of a page, no path or query of
 * what was blocked, no sample of code, no browser, no referrer.
 */
export interface Violation {
  /** The path pattern of the page. */
  readonly pattern: string;
  readonly directive: string;
  /** An origin, or one of the words `inline`, `eval`, `data`, `extension`, `other`, … */
  readonly blocked: string;
  readonly disposition: 'enforce' | 'report';
}

/** What the shop knows of its own pages. */
export interface Shop {
  /** Its public origin, for example `https://shop.example.com`. */
  readonly origin: string;
  /** Its path patterns, in CloudFront's order. */
  readonly patterns: readonly string[];
  /** Those of the pages that take payments. */
  readonly paymentPatterns: readonly string[];
}

/** Reduces a report; nothing if it is not about a page of the shop, or names no directive that there is. */
export function violationOf(
  report: Report,
  { origin, patterns }: Pick<Shop, 'origin' | 'patterns'>,
): Violation | undefined {
  const page = urlOf(report.document);
  const directive = report.directive.toLowerCase();
  if (page?.origin !== origin || !vocabulary.directives.includes(directive)) return undefined;
  const pattern = patternOf(page.pathname, patterns);
  if (pattern === undefined) return undefined;
  return {
    pattern,
    directive,
    blocked: isExtension(report.source) ? extension : blockedBy(report.blocked, origin),
    disposition: report.disposition === 'report' ? 'report' : 'enforce',
  };
}

/** Names a violation: the same one always gets the same name. */
export function digestOf({ pattern, directive, blocked, disposition }: Violation): string {
  return createHash('sha256')
    .update(JSON.stringify([pattern, directive, blocked, disposition]))
    .digest('hex');
}

/** Whether the shopper's own browser extension met the policy, which says nothing about the shop. */
export function isNoise({ blocked }: Violation): boolean {
  return blocked === extension;
}

const extension = 'extension';
const longestUrl = 8192;
const longestOrigin = 100;

function blockedBy(blocked: string, origin: string): string {
  if (vocabulary.keywords.includes(blocked)) return blocked;
  // Firefox and the older form of the report name some schemes without a colon.
  const scheme = blocked.split(':', 1).join().toLowerCase();
  if (vocabulary.extensionSchemes.includes(scheme)) return extension;
  if (vocabulary.localSchemes.includes(scheme)) return scheme;
  const url = urlOf(blocked);
  if (!url || !networkProtocols.includes(url.protocol)) return 'other';
  return url.origin === origin ? 'self' : readable(url.origin);
}

const networkProtocols = ['https:', 'http:', 'wss:', 'ws:'];

/** A host can be as long as somebody likes and hold what nobody may keep. */
function readable(origin: string): string {
  if (origin.length > longestOrigin) return 'oversized';
  return findCardData(origin).length > 0 ? 'withheld' : origin;
}

function isExtension(source: string): boolean {
  const scheme = source.split(':', 1).join().toLowerCase();
  return vocabulary.extensionSchemes.includes(scheme) || vocabulary.extensionSources.includes(source);
}

function urlOf(text: string): URL | undefined {
  return text.length <= longestUrl && URL.canParse(text) ? new URL(text) : undefined;
}

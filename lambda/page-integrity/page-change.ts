import type { PageElementKind } from '../shared/site/page-elements.ts';

/** What differs between a payment page and what it is authorised to be. */
type Change =
  | `${PageElementKind}-added`
  | `${PageElementKind}-removed`
  | 'status'
  | 'page-bytes'
  | 'header-changed'
  | 'header-missing'
  | 'header-added'
  | 'script-bytes'
  | 'script-status'
  | 'script-loaded'
  | 'led-away';

/** One difference. */
export interface PageChange {
  /** Path of the page. */
  readonly page: string;
  readonly change: Change;
  /** A header's name, a path of the shop, an origin or a hash; for the log in one word. */
  readonly subject: string;
}

/** Names the subject of a change in a word: of a URL that leads elsewhere the origin or the scheme, and never a query. */
export function subjectOf(what: string): string {
  const [first = ''] = what.split(/[\s?#]/, 1);
  if (/^https?:/.test(first) && URL.canParse(first)) return cut(new URL(first).origin);
  const [scheme] = /^[a-z][a-z0-9+.-]*:/i.exec(first) ?? [];
  return cut(scheme ?? first) || 'empty';
}

// A log line takes no longer word.
const longestSubject = 128;

function cut(word: string): string {
  return word.slice(0, longestSubject);
}

import type { Element } from '../shared/site/code.ts';

/** An answer as a shopper's browser gets it. */
export interface PageAnswer {
  readonly status: number;
  /** Values by name in lower case; several of one name joined by `, `. */
  readonly headers: ReadonlyMap<string, string>;
  /** Without content encoding. */
  readonly body: Buffer;
}

/** Fetches a URL; follows no redirect. Throws where no whole answer came in time or size. */
export type FetchAnswer = (url: string) => Promise<PageAnswer>;

/** A page after a browser has run what it holds. */
export interface RenderedPage {
  /** What came first; absent where it could not be kept. */
  readonly answer: PageAnswer | undefined;
  /** Where the browser was in the end: a script may have led it away. */
  readonly url: string;
  /** The elements that are there in the end, inside shadow trees too. */
  readonly elements: readonly Element[];
  /** Every script that was asked for, whatever asked for it. */
  readonly scripts: readonly LoadedScript[];
}

/** A script that a browser asked for. */
export interface LoadedScript {
  readonly url: string;
  /** Absent where nothing came, as when the page's policy forbade it. */
  readonly body?: Buffer;
}

/** Opens a page in a browser. Throws where it did not load in time. */
export type RenderPage = (url: string) => Promise<RenderedPage>;

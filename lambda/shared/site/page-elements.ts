import {
  attributeOf,
  type Element,
  hashSource,
  isHandler,
  isInlineScript,
  isScriptUrl,
  scriptUrl,
} from './code.ts';

/** What of a page decides which code runs in it and where its forms and frames lead. */
export const pageElementKinds = [
  'script',
  'integrity',
  'inline-script',
  'handler',
  'script-url',
  'base',
  'form',
  'frame',
  'refresh',
] as const;
export type PageElementKind = (typeof pageElementKinds)[number];

/** One such thing. */
export interface PageElement {
  readonly kind: PageElementKind;
  /** A URL, of the page's own origin as path and query; a hash; or a name. */
  readonly what: string;
}

/** Everything of that kind on a page, each as often as it is there. */
export function pageElementsOf(elements: readonly Element[], pageUrl: string): readonly PageElement[] {
  return elements.flatMap((element) => [
    ...scripts(element, pageUrl),
    ...handlers(element),
    ...ways(element, pageUrl),
  ]);
}

/** A URL as page elements have it. */
export function relativeTo(pageUrl: string, url: string): string {
  if (!URL.canParse(url, pageUrl)) return 'unreadable';
  const { href, origin, pathname, search, protocol } = new URL(url, pageUrl);
  // A blob has the origin of the page that made it, but the shop does not serve it.
  const isOfTheShop = origin === new URL(pageUrl).origin && protocol !== 'blob:';
  return isOfTheShop ? `${pathname}${search}` : href;
}

function scripts(element: Element, pageUrl: string): readonly PageElement[] {
  const inline: readonly PageElement[] = isInlineScript(element)
    ? [{ kind: 'inline-script', what: hashSource(element.text) }]
    : [];
  const url = scriptUrl(element) ?? preloadedScript(element);
  if (url === undefined) return inline;
  const what = relativeTo(pageUrl, url);
  const integrity = attributeOf(element, 'integrity');
  const secured: readonly PageElement[] =
    integrity === undefined ? [] : [{ kind: 'integrity', what: `${what} ${integrity}` }];
  return [...inline, { kind: 'script', what }, ...secured];
}

/** Browsers run nothing of a preload by itself, and keep it for whoever asks for that script. */
function preloadedScript(element: Element): string | undefined {
  if (element.tag !== 'link') return undefined;
  const relations = attributeOf(element, 'rel')?.toLowerCase().split(/\s+/) ?? [];
  const isScript =
    relations.includes('modulepreload') ||
    (relations.includes('preload') && attributeOf(element, 'as')?.toLowerCase() === 'script');
  return isScript ? attributeOf(element, 'href') : undefined;
}

function handlers({ attributes }: Element): readonly PageElement[] {
  return attributes.flatMap(({ name, value }): readonly PageElement[] => {
    if (isHandler(name)) return [{ kind: 'handler', what: name }];
    return isScriptUrl(name, value) ? [{ kind: 'script-url', what: name }] : [];
  });
}

function ways(element: Element, pageUrl: string): readonly PageElement[] {
  const to = (kind: PageElementKind, url: string | undefined): readonly PageElement[] =>
    url === undefined ? [] : [{ kind, what: relativeTo(pageUrl, url) }];
  if (element.tag === 'form') return to('form', attributeOf(element, 'action') ?? '');
  if (element.tag === 'base') return to('base', attributeOf(element, 'href') ?? '');
  if (element.tag === 'meta') return refresh(element);
  const frame = Object.hasOwn(frameSources, element.tag) ? frameSources[element.tag] : undefined;
  if (frame !== undefined) return framed(element, frame, pageUrl);
  return to('form', attributeOf(element, 'formaction'));
}

const frameSources: Readonly<Record<string, string>> = {
  iframe: 'src',
  frame: 'src',
  embed: 'src',
  object: 'data',
};

function framed(element: Element, source: string, pageUrl: string): readonly PageElement[] {
  if (attributeOf(element, 'srcdoc') !== undefined) return [{ kind: 'frame', what: 'about:srcdoc' }];
  const url = attributeOf(element, source) || 'about:blank';
  return [{ kind: 'frame', what: relativeTo(pageUrl, url) }];
}

function refresh(element: Element): readonly PageElement[] {
  return attributeOf(element, 'http-equiv')?.toLowerCase() === 'refresh'
    ? [{ kind: 'refresh', what: attributeOf(element, 'content') ?? '' }]
    : [];
}

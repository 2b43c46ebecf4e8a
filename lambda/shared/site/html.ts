import { type DefaultTreeAdapterTypes, parse } from 'parse5';
import type { Attribute, Element } from './code.ts';

type Node = DefaultTreeAdapterTypes.Node;

/** One element of a page's text. */
export interface PageElement extends Element {
  readonly attributes: readonly PageAttribute[];
  readonly line: number;
}

/** One attribute of it. */
export interface PageAttribute extends Attribute {
  readonly line: number;
}

/** Every element of a page, those inside templates and `noscript` included, in the order of the text. */
export function elementsOf(html: string): readonly PageElement[] {
  const found: PageElement[] = [];
  // Nesting can be as deep as the page is long, so the way through it is kept in a list.
  const open: Node[] = [parse(html, { sourceCodeLocationInfo: true, scriptingEnabled: false })];
  for (let node = open.pop(); node; node = open.pop()) {
    if ('tagName' in node) found.push(element(node));
    open.push(...childrenOf(node).toReversed());
  }
  return found;
}

function childrenOf(node: Node): readonly Node[] {
  if ('content' in node) return node.content.childNodes;
  return 'childNodes' in node ? node.childNodes : [];
}

function element(node: DefaultTreeAdapterTypes.Element): PageElement {
  const place = node.sourceCodeLocation;
  const line = place?.startLine ?? 1;
  return {
    tag: node.tagName,
    attributes: node.attrs.map(({ name, value }) => ({
      name: name.toLowerCase(),
      value,
      line: place?.attrs?.[name]?.startLine ?? line,
    })),
    text: node.childNodes.map((child) => ('value' in child ? child.value : '')).join(''),
    line,
  };
}

import type { CDPSession, Protocol } from 'puppeteer-core';
import type { Attribute, Element } from '../shared/site/code.ts';
import { elementsOf } from '../shared/site/html.ts';

type Node = Protocol.DOM.Node;

/**
 * Every element that a page has now, those of shadow trees, templates and of the page's own frames too. The browser is
 * asked and not the page, whose scripts could answer what they like.
 */
export async function renderedElements(session: CDPSession, origin: string): Promise<readonly Element[]> {
  const { root } = await session.send('DOM.getDocument', { depth: -1, pierce: true });
  const elements: Element[] = [];
  const open = [root];
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.nodeType === elementType) elements.push(await elementOf(session, node));
    open.push(...below(node, origin).toReversed());
  }
  return elements;
}

const elementType = 1;
const textType = 3;

function below(
  { children, shadowRoots, templateContent, contentDocument }: Node,
  origin: string,
): readonly Node[] {
  const inside = [templateContent, contentDocument].filter((node) => node !== undefined);
  return [...(children ?? []), ...(shadowRoots ?? []), ...inside.filter((node) => isOurs(node, origin))];
}

/** The frames of others are theirs, which the page's policy has decided. */
function isOurs({ documentURL }: Node, origin: string): boolean {
  if (documentURL === undefined || !URL.canParse(documentURL)) return true;
  const other = new URL(documentURL).origin;
  return other === origin || other === 'null';
}

async function elementOf(session: CDPSession, node: Node): Promise<Element> {
  const text = (node.children ?? [])
    .filter(({ nodeType }) => nodeType === textType)
    .map(({ nodeValue }) => nodeValue)
    .join('');
  return {
    tag: node.localName.toLowerCase(),
    attributes: attributesOf(node.attributes ?? []),
    text: text.length < shortenedFrom ? text : await wholeText(session, node),
  };
}

/** The browser shortens longer texts. Source: `kMaxTextSize` of Chromium's inspector_dom_agent.cc. */
const shortenedFrom = 10_000;

async function wholeText(session: CDPSession, { backendNodeId, localName }: Node): Promise<string> {
  const { outerHTML } = await session.send('DOM.getOuterHTML', { backendNodeId });
  return elementsOf(outerHTML).find(({ tag }) => tag === localName)?.text ?? '';
}

function attributesOf(list: readonly string[]): readonly Attribute[] {
  return list.flatMap((name, index) =>
    index % 2 === 0 ? [{ name: name.toLowerCase().replace(/^.*:/, ''), value: list[index + 1] ?? '' }] : [],
  );
}

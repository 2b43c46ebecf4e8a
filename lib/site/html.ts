import { type DefaultTreeAdapterTypes, parse } from 'parse5';

type Node = DefaultTreeAdapterTypes.Node;

/** One element of a page. */
export interface PageElement {
  readonly tag: string;
  readonly attributes: readonly PageAttribute[];
  /** The text directly inside it, as a browser hashes it. */
  readonly text: string;
  readonly line: number;
}

/** One attribute; its name in lower case, without a namespace. */
export interface PageAttribute {
  readonly name: string;
  readonly value: string;
  readonly line: number;
}

/** Every element of a page, those inside templates and `noscript` included, in the order of the text. */
export function elementsOf(html: string): readonly PageElement[] {
  return below(parse(html, { sourceCodeLocationInfo: true, scriptingEnabled: false }));
}

function below(node: Node): readonly PageElement[] {
  const children = 'content' in node ? node.content.childNodes : 'childNodes' in node ? node.childNodes : [];
  return children.flatMap((child) => ('tagName' in child ? [element(child), ...below(child)] : below(child)));
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

import { entryOf } from './json.ts';

// One tag with quoted attributes, or the text before the next one. Comments, CDATA and entities of one's own are
// not among what the gateway sends, and are not read.
const token = /<(\/?)([A-Za-z][\w.-]*)(?:\s+[\w:-]+="[^"<]*")*\s*(\/?)>|([^<]+)/y;
const prolog = /^\s*<\?xml[^>]*\?>/;

type Parent = Record<string, unknown>;

interface Open {
  readonly name: string;
  readonly members: Parent;
  text: string;
}

/**
 * Reads plain XML as nested members by name, so that `textAt` finds its way. Of several elements with one name in
 * one place the first counts. Nothing for any XML beyond elements and text.
 */
export function parseXml(xml: string): unknown {
  const top: Open = { name: '', members: Object.create(null), text: '' };
  const open = [top];
  const text = xml.replace(prolog, '');
  token.lastIndex = 0;
  while (token.lastIndex < text.length) {
    const match = token.exec(text);
    if (!match || !take(match, open)) return undefined;
  }
  return open.length === 1 ? top.members : undefined;
}

function take([, end, name, empty, text]: RegExpExecArray, open: Open[]): boolean {
  const current = open.at(-1);
  if (!current) return false;
  if (text !== undefined) current.text += text;
  else if (name !== undefined && end) return close(name, open);
  else if (name !== undefined && empty) current.members[name] ??= '';
  else if (name !== undefined) open.push({ name, members: Object.create(null), text: '' });
  return true;
}

function close(name: string, open: Open[]): boolean {
  const closed = open.pop();
  const parent = open.at(-1);
  if (closed?.name !== name || !parent) return false;
  const isLeaf = Object.keys(closed.members).length === 0;
  parent.members[name] ??= isLeaf ? decode(closed.text) : closed.members;
  return true;
}

const entities: Readonly<Record<string, string>> = { amp: '&', apos: "'", gt: '>', lt: '<', quot: '"' };

function decode(text: string): string {
  return text.replace(/&(\w+);/g, (whole, name: string) => entryOf(entities, name) ?? whole);
}

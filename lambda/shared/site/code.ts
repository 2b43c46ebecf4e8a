import { createHash } from 'node:crypto';

/** Whether an element is a script whose code stands in the page. */
export function isInlineScript(element: Element): boolean {
  return (
    element.tag === 'script' &&
    element.text !== '' &&
    attributeOf(element, 'src') === undefined &&
    !isData(element)
  );
}

/** Where a script element takes its code from; only those of drawings heed `href`. */
export function scriptUrl(element: Element): string | undefined {
  if (element.tag !== 'script') return undefined;
  return attributeOf(element, 'src') ?? attributeOf(element, 'href');
}

/** The source expression that allows a text as inline code. */
export function hashSource(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

/** Whether an attribute is code that runs on an event. */
export function isHandler(name: string): boolean {
  return /^on[a-z]+$/.test(name);
}

/** Whether an attribute is a URL that holds code. Browsers pass over blanks and control characters in a scheme. */
export function isScriptUrl(name: string, value: string): boolean {
  const visible = [...value].filter((character) => character > ' ').join('');
  return urlAttributes.includes(name) && visible.toLowerCase().startsWith('javascript:');
}

const urlAttributes = [
  'href',
  'src',
  'action',
  'formaction',
  'data',
  'poster',
  'srcdoc',
  'to',
  'values',
  'from',
];

/** Whether a script's type makes it data that no browser runs. */
function isData(element: Element): boolean {
  const type = attributeOf(element, 'type')?.trim().toLowerCase() ?? '';
  return type !== '' && !executed.includes(type) && !javaScript.test(type);
}

const executed = ['module', 'importmap', 'speculationrules'];

// The types of the MIME Sniffing standard, section 4.6, JScript and the versions of JavaScript among them.
const javaScript = /^(?:(?:text|application)\/(?:x-)?(?:java|ecma)script|text\/(?:j|live)script)/;

/** One element of a page, as its text or a browser has it. */
export interface Element {
  /** In lower case. */
  readonly tag: string;
  readonly attributes: readonly Attribute[];
  /** The text directly inside it, as a browser hashes it. */
  readonly text: string;
}

/** One attribute; its name in lower case, without a namespace. */
export interface Attribute {
  readonly name: string;
  readonly value: string;
}

/** The value of an attribute. */
export function attributeOf({ attributes }: Element, name: string): string | undefined {
  return attributes.find((attribute) => attribute.name === name)?.value;
}

/** Names bytes, in hexadecimal. */
export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

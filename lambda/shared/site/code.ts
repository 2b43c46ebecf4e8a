import { createHash } from 'node:crypto';
import { attributeOf, type Element } from './element.ts';

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

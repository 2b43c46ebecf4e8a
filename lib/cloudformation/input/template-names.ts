import { statSync } from 'node:fs';
import { extname } from 'node:path';
import endings from './no-template-endings.json' with { type: 'json' };

/** Endings that people give to templates; tools of AWS take them in any case. */
const usualEnding = /\.(json|ya?ml|template|cfn)$/i;

const { note: _, ...kinds } = endings;
const otherEndings = new Set(Object.values(kinds).flat());

/** CloudFormation takes no template that is larger, from a bucket either. */
const mostBytesOfTemplate = 1_000_000;

/** Whether a file is called as a template is, so that somebody counts on it being judged. */
export function isCalledTemplate(name: string): boolean {
  return usualEnding.test(name);
}

/** Whether a file may hold a template all the same: people call them as they like, or give them no ending at all. */
export function mayHoldTemplate(path: string): boolean {
  const ending = extname(path).slice(1).toLowerCase();
  return !otherEndings.has(ending) && statSync(path).size <= mostBytesOfTemplate;
}

/** Whether a text is written as a template is: resources under their heading, with a type each. */
export function isWrittenAsTemplate(text: string): boolean {
  return heading.test(text) && typed.test(text);
}

const heading = /^[\s{]*["']?Resources["']?\s*:/m;
const typed = /["']?Type["']?\s*:\s*["']?[A-Za-z0-9]{2,64}::[A-Za-z0-9]/;

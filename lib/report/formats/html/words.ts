import { type Status, worstFirst } from '../../../policy/finding.ts';
import { html, type Markup } from './markup.ts';

/** How a person reads a status. */
export const statusWords: Readonly<Record<Status, string>> = {
  fail: 'failed',
  unknown: 'unknown',
  accepted: 'accepted',
  declared: 'declared',
  pass: 'passed',
  notApplicable: 'not applicable',
};

/** The status as a coloured word. */
export function statusWord(status: Status): Markup {
  return html`<span class="status ${status}">${statusWords[status]}</span>`;
}

/** Puts what needs a person first, and keeps the order otherwise. */
export function byStatus<T extends { readonly status: Status }>(items: readonly T[]): readonly T[] {
  return worstFirst.flatMap((status) => items.filter((item) => item.status === status));
}

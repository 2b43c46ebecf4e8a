import type { Status } from '../../policy/finding.ts';
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

/** From what needs a person to what needs nobody. */
export const statusOrder: readonly Status[] = [
  'fail',
  'unknown',
  'accepted',
  'declared',
  'pass',
  'notApplicable',
];

/** The status as a coloured word. */
export function statusWord(status: Status): Markup {
  return html`<span class="status ${status}">${statusWords[status]}</span>`;
}

/** Puts what needs a person first, and keeps the order otherwise. */
export function byStatus<T extends { readonly status: Status }>(items: readonly T[]): readonly T[] {
  return statusOrder.flatMap((status) => items.filter((item) => item.status === status));
}

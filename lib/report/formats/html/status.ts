import { type Status, worstFirst } from '../../../policy/finding.ts';
import { severities } from '../../../policy/severity.ts';
import type { StatusCounts } from '../../status-counts.ts';
import { html, type Markup } from './markup.ts';

/** How a person reads a status. */
export const statusWords: Readonly<Record<Status, string>> = {
  fail: 'failed',
  unknown: 'unknown',
  declined: 'not met, declined',
  baselined: 'in the baseline',
  accepted: 'accepted',
  declared: 'declared',
  pass: 'passed',
  notApplicable: 'not applicable',
};

/** The status as a coloured word. */
export function statusWord(status: Status): Markup {
  return html`<span class="status ${status}">${statusWords[status]}</span>`;
}

/** Each status that occurs, with how often it does, as a part of a sentence. */
export function countWords(counts: StatusCounts): string {
  return worstFirst
    .filter((status) => counts[status] > 0)
    .map((status) => `${counts[status]} ${statusWords[status]}`)
    .join(', ');
}

/** Puts what needs a person first, and keeps the order otherwise. */
export function byStatus<T extends { readonly status: Status }>(items: readonly T[]): readonly T[] {
  return worstFirst.flatMap((status) => items.filter((item) => item.status === status));
}

/** What a reader filters by, as `<option>`s with the values that entries carry. */
export const choices = {
  status: worstFirst.map((status) => [status, statusWords[status]] as const),
  severity: severities.map((severity) => [severity, severity] as const),
} as const;

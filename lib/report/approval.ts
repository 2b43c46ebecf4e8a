import { type Acceptance, type AnyAcceptance, isRecommendation } from '../contract/acceptance.ts';
import type { Finding } from '../policy/finding.ts';

/** The decisions of the kit that acceptances rest on and that nobody of the shop had confirmed by a day, each one once. */
export function unconfirmedDecisions(acceptances: readonly Acceptance[], asOf: string): readonly string[] {
  const open = acceptances.filter(isRecommendation).filter((acceptance) => !isConfirmed(acceptance, asOf));
  return [...new Set(open.map(({ decision }) => decision))].sort();
}

/** Who answers for an acceptance, as a part of a sentence: a recommendation of the kit is nobody's approval. */
export function approvalOf(acceptance: AnyAcceptance, { asOf }: { readonly asOf: string }): string {
  if (!isRecommendation(acceptance)) return `approved by ${acceptance.approver}`;
  const { approver, decision, confirmed } = acceptance;
  const state =
    confirmed && isConfirmed(acceptance, asOf)
      ? `confirmed by ${confirmed.by} on ${confirmed.on}`
      : 'not confirmed';
  return `recommended by ${approver} (${decision}), ${state}`;
}

/** A confirmation counts from its day on. */
function isConfirmed(acceptance: AnyAcceptance, asOf: string): boolean {
  return (
    isRecommendation(acceptance) && acceptance.confirmed !== undefined && acceptance.confirmed.on <= asOf
  );
}

/** Who answers for a finding that does not stop anything, until when and where that is written down, as one line. */
export function answerOf(
  { acceptance, declaration, baseline, message }: Finding,
  report: { readonly asOf: string },
): string {
  if (declaration) return `owned by ${declaration.owner}: ${declaration.arn}`;
  if (baseline) return `in the baseline until ${baseline.expires}: ${baseline.reason}`;
  if (!acceptance) return message;
  return `${acceptance.kind}, ${approvalOf(acceptance, report)} until ${acceptance.expires} (${acceptance.ticket})`;
}

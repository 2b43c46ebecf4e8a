import { groupBy } from '../../../group-by.ts';
import { type Finding, isExcused } from '../../../policy/finding.ts';
import { approvalOf } from '../../approval.ts';
import { count } from '../../count.ts';
import type { Report } from '../../report.ts';
import { html, type Markup } from './markup.ts';
import { byStatus, statusWord } from './status.ts';

/** Findings that somebody lives with, or whose control somebody else owns: what one person says once, with all that it covers. */
export function excused(report: Report): Markup {
  const findings = byStatus(report.findings.filter(isExcused));
  if (findings.length === 0) {
    return html`<p>No finding of these rules is accepted, no control is declared as owned elsewhere, and none is declined.</p>`;
  }
  const groups = groupBy(findings, (finding) =>
    JSON.stringify([finding.status, ...answerFor(finding, report), finding.about ?? '']),
  );
  return html`<ul class="plain">${[...groups.values()].map((group) => answer(group, report))}</ul>`;
}

/** Why nothing is done about a finding, who says so, and until when. */
function answerFor(
  { acceptance, declaration, baseline, message }: Finding,
  report: Report,
): readonly [why: string, who: string, until: string] {
  if (acceptance) {
    const { kind, reason, owner, ticket, expires } = acceptance;
    return [`${kind}: ${reason}`, `${owner}, ${approvalOf(acceptance, report)} (${ticket})`, expires];
  }
  if (declaration) return [declaration.arn, declaration.owner, ''];
  if (baseline) return [baseline.reason, 'in the baseline', baseline.expires];
  return [message, '', ''];
}

function answer(group: readonly Finding[], report: Report): Markup {
  const [first] = group;
  if (!first) return html``;
  const [why, who, until] = answerFor(first, report);
  const rules = [...groupBy(group, ({ rule }) => rule)].map(([rule, own]) => `${rule} (${own.length})`);
  return html`<li class="entry" data-status="${first.status}" data-severity="${first.severity}"><p>${statusWord(first.status)} ${first.about ? html`<code>${first.about}</code> ` : ''}${why}</p>
${who === '' ? '' : html`<p class="quiet">${who}${until === '' ? '' : html`, until <span class="day">${until}</span>`}</p>`}
<p>${rules.join(', ')}</p>
<details class="appendix"><summary>${count(group.length, 'finding')}</summary><ul class="places">${group.map(
    ({ rule, template, logicalId, type }) =>
      html`<li>${rule} <code>${logicalId || type}</code> <span class="quiet">${template}</span></li>`,
  )}</ul></details></li>
`;
}

/** What the kit recommends to accept and nobody has confirmed; it blocks nothing, and it is nobody's approval. */
export function unconfirmed({ unconfirmed: decisions }: Report): Markup {
  if (decisions.length === 0) return html``;
  return html`<p>Palisade recommends these exceptions, and nobody of the shop has confirmed them: ${decisions.join(', ')}.</p>`;
}

/** What storefronts accept of other packs: this report does not know whether those found it. */
export function otherPacks(report: Report): Markup {
  const { otherAcceptances } = report;
  if (otherAcceptances.length === 0) return html``;
  const groups = groupBy(otherAcceptances, (acceptance) => {
    const { kind, reason, owner, ticket, expires } = acceptance;
    return JSON.stringify([kind, reason, owner, ticket, expires, approvalOf(acceptance, report)]);
  });
  return html`<h3>Accepted findings of other cdk-nag packs</h3>
<p>These packs run inside the synthesis. Who accepted what is listed here; what they found is in their own report.</p>
<ul class="plain">${[...groups.values()].map((group) => ofOtherPack(group, report))}</ul>`;
}

function ofOtherPack(group: Report['otherAcceptances'], report: Report): Markup {
  const [first] = group;
  if (!first) return html``;
  const { kind, reason, owner, ticket, expires } = first;
  const rules = [...new Set(group.map(({ rule }) => rule))].sort();
  return html`<li class="entry"><p>${kind}: ${reason}</p>
<p class="quiet">${owner}, ${approvalOf(first, report)} (${ticket}), until <span class="day">${expires}</span></p>
<p>${rules.map((rule) => html`<code>${rule}</code> `)}</p>
<details class="appendix"><summary>${count(group.length, 'finding')}</summary><ul class="places">${group.map(
    ({ rule, template, resource }) =>
      html`<li><code>${rule}</code> <code>${resource}</code> <span class="quiet">${template}</span></li>`,
  )}</ul></details></li>
`;
}

import { controlById, requirementsOf } from '../../../compliance/catalogue.ts';
import { groupBy } from '../../../group-by.ts';
import type { Finding } from '../../../policy/finding.ts';
import { count } from '../../count.ts';
import type { Report, RuleResult } from '../../report.ts';
import { countByStatus } from '../../status-counts.ts';
import { areasOf } from './areas.ts';
import { html, type Markup } from './markup.ts';
import { observation, seenAlike } from './observation.ts';
import { byTemplate } from './place.ts';
import { byStatus, countWords, statusWord } from './status.ts';

/** Every rule by what it is about, and below it whatever it looked at. */
export function everyRule({ rules, findings }: Report): Markup {
  const found = groupBy(findings, ({ rule }) => rule);
  return html`${areasOf(rules).map(
    ({ name, rules: own }) =>
      html`<details class="area printed"><summary><h3>${name}</h3> <span class="quiet">${count(own.length, 'rule')}: ${countWords(countByStatus(own))}</span></summary>
${byStatus(own).map((rule) => ofRule(rule, found.get(rule.id) ?? []))}</details>
`,
  )}`;
}

function ofRule(rule: RuleResult, findings: readonly Finding[]): Markup {
  const { id, title, status, severity, severityReason = '', stage, why } = rule;
  const judged = byStatus(findings.filter((finding) => finding.status !== 'notApplicable'));
  return html`<details class="entry rule" id="rule-${id.toLowerCase()}" data-status="${status}" data-severity="${severity}">
<summary>${statusWord(status)} <b>${id}</b> <span class="title">${title}</span> <span class="quiet">${judged.length > 0 ? countWords(countByStatus(judged)) : ''}</span></summary>
<p>${why} <span class="quiet">Severity ${severity}${stage === 'preview' ? ', in preview, so it stops nothing' : ''}${evidenceOf(rule)}. ${severityReason}</span></p>
${judged.length > 0 ? html`<ul class="seen">${seenAlike(judged).map(seen)}</ul>` : html`<p>No template had anything to ask about.</p>`}</details>
`;
}

function evidenceOf({ controls }: RuleResult): string {
  const pci = controls.flatMap((id) => requirementsOf(controlById(id), 'evidence'));
  return pci.length > 0 ? `; evidence for PCI DSS v4.0.1 ${pci.join(', ')}` : '';
}

function seen(group: readonly Finding[]): Markup {
  return html`<li>${observation(group)}
<div class="quiet">${byTemplate(group)}</div></li>
`;
}

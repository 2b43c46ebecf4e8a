import { controlsTowards } from '../../../compliance/mappings.ts';
import { type Criterion, summarizeRoute } from '../../../compliance/saq.ts';
import { groupBy } from '../../../group-by.ts';
import type { JudgedStorefront } from '../../judged-storefront.ts';
import type { Report } from '../../report.ts';
import { html, type Markup } from './markup.ts';

/** What each environment's contract suggests that is filed, why, and what a person still has to confirm. */
export function pciDss({ storefronts }: Report): Markup {
  if (storefronts.length === 0) return html`<p>No template says that it belongs to a shop.</p>`;
  return html`${storefronts.map(ofEnvironment)}`;
}

function ofEnvironment({ shop, environment, pciDss: route, paymentPages }: JudgedStorefront): Markup {
  return html`<section><h3>${shop}, ${environment}</h3>
<p>${summarizeRoute(route)}.</p>
<ul>${route.reasons.map(({ text, inForceSince }) => html`<li>${text}${inForceSince ? ` In force since ${inForceSince}.` : ''}</li>`)}</ul>
${scripts(paymentPages)}
${confirmations(route.confirmations)}</section>
`;
}

function scripts({ scripts: found }: JudgedStorefront['paymentPages']): Markup {
  if (found.length === 0) return html``;
  return html`<p>Scripts of others where shoppers pay:</p>
<ul>${found.map(
    ({ source, authorisedBy, reason, pages }) =>
      html`<li><code>${source}</code> on ${pages.join(', ')}: ${authorisedBy}, ${reason}</li>`,
  )}</ul>`;
}

function confirmations(criteria: readonly Criterion[]): Markup {
  if (criteria.length === 0) return html``;
  const groups = groupBy(criteria, ({ saq }) => saq);
  return html`${[...groups.values()].map(
    (own) => html`<p>A person of the shop confirms before it is filed:</p>
<ul>${own.map((criterion) => html`<li>${criterion.text}${towards(criterion)}</li>`)}</ul>`,
  )}`;
}

function towards({ id, saq }: Criterion): string {
  const ids = saq === 'A' ? controlsTowards(id) : [];
  return ids.length > 0 ? ` Controls that help to confirm it: ${ids.join(', ')}.` : '';
}

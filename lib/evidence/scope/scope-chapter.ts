import { controlsTowards } from '../../compliance/mappings.ts';
import { type Criterion, summarizeRoute, type ValidationRoute } from '../../compliance/saq.ts';
import { html, type Markup } from '../../report/formats/html/markup.ts';
import { type EvidenceEnvironment, environmentsOf } from '../environment.ts';
import { type Chapter, type Evidence, environmentName, jsonText } from '../evidence.ts';
import { evidencePage } from '../pages/page.ts';
import type { Confirmation } from '../records/record.ts';
import { confirmationOf } from './confirmations.ts';
import { type AskedObligation, leftOut, obligationsOf } from './obligations.ts';

/** What is filed about each environment, why, what a person still confirms, and what follows for the year. */
export const scopeChapter: Chapter = {
  title: 'Scope and what is filed',
  page: 'scope.html',
  tells: 'Which form each environment files, by which rules, and what has to be done again and again.',
  minutes: 10,
  files: (evidence) => [
    { path: 'scope.html', content: scopePage(evidence) },
    { path: 'scope.json', content: scopeJson(evidence) },
  ],
};

function scopeJson(evidence: Evidence): string {
  const environments = environmentsOf(evidence).map(({ storefront, contract }) => ({
    shop: storefront.shop,
    environment: storefront.environment,
    purpose: storefront.purpose,
    role: contract.role,
    yearlyTransactions: contract.yearlyTransactions,
    ...storefront.pciDss,
    obligations: obligationsOf(storefront.pciDss, contract.role),
  }));
  return jsonText({ environments });
}

function scopePage(evidence: Evidence): string {
  const content = html`<p>The storefront's contract in the templates says how it takes payments and how many. What follows from that is a suggestion.</p>
${environmentsOf(evidence).map((environment) => ofEnvironment(environment, evidence))}`;
  return evidencePage({ title: scopeChapter.title, evidence, content });
}

function ofEnvironment({ storefront, contract }: EvidenceEnvironment, { records }: Evidence): Markup {
  const { pciDss: route } = storefront;
  return html`<section><h2 id="${environmentName(storefront)}">${storefront.shop}, ${storefront.environment}</h2>
<p><strong>${summarizeRoute(route)}.</strong></p>
<h3>Why</h3>
<ul>${route.reasons.map(({ text, inForceSince, source }) => html`<li>${text}${inForceSince ? ` In force since ${inForceSince}.` : ''}${source ? html` <a href="${source}">Source</a>` : ''}</li>`)}</ul>
${route.always.length > 0 ? html`<p>Whatever guides the report, these are in it: ${route.always.join(', ')}.</p>` : ''}
<h3 id="${environmentName(storefront)}-confirmations">To be confirmed by a person of the shop</h3>
<p>Whether the shop may file this form hangs on these. They are put to a person and never answered here: a control that helps to confirm one is no confirmation.</p>
${confirmations(route.confirmations, (id) => confirmationOf(id, storefront.environment, records))}
<h3>Again and again</h3>
${yearly(obligationsOf(route, contract.role), route)}</section>
`;
}

function confirmations(
  criteria: readonly Criterion[],
  confirmed: (id: string) => Confirmation | undefined,
): Markup {
  if (criteria.length === 0) return html`<p>Nothing is to be confirmed for this form.</p>`;
  return html`<ul>${criteria.map((criterion) => {
    const ids = criterion.saq === 'A' ? controlsTowards(criterion.id) : [];
    const help = ids.length > 0 ? ` Controls that help to confirm it: ${ids.join(', ')}.` : '';
    const by = confirmed(criterion.id);
    const state = by ? `${by.by} has confirmed it on ${by.date}` : 'Not confirmed yet';
    return html`<li><code>${criterion.id}</code> ${state}: ${criterion.text}${help}</li>`;
  })}</ul>`;
}

function yearly(all: readonly AskedObligation[], route: Pick<ValidationRoute, 'guide'>): Markup {
  if (all.length === 0) return html`<p>Nothing is due, because no real card is taken.</p>`;
  return html`<ul>${all.map(
    (each) =>
      html`<li>${each.do} ${howOften(each)}. By ${each.by}. <span class="quiet">${[each.requirement ?? each.because ?? '', leftOut(each, route)].filter(Boolean).join('. ')}</span></li>`,
  )}</ul>`;
}

function howOften({ everyDays, atLeastYearly, after }: AskedObligation): string {
  const times = atLeastYearly === undefined ? '' : `, and at least ${atLeastYearly} times in twelve months`;
  const every = everyDays === undefined ? [] : [`at most ${everyDays} days apart${times}`];
  return ['Due', [...every, ...(after === undefined ? [] : [`after ${after}`])].join(', and ')].join(' ');
}

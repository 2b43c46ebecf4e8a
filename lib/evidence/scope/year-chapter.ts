import { summarizeRoute } from '../../compliance/saq.ts';
import { stoppingFindings } from '../../policy/finding.ts';
import { html, type Markup } from '../../report/formats/html/markup.ts';
import type { JudgedStorefront } from '../../report/judged-storefront.ts';
import { type EvidenceEnvironment, environmentsOf } from '../environment.ts';
import { type Chapter, type Evidence, environmentName, jsonText } from '../evidence.ts';
import { evidencePage } from '../pages/page.ts';
import type { StandingState } from '../records/standing.ts';
import { openConfirmations } from './confirmations.ts';
import { type Due, dueIn } from './due.ts';
import { leftOut } from './obligations.ts';

/** The one sheet: what has to be done this year, by when, and by whom. */
export const yearChapter: Chapter = {
  title: 'What to do this year',
  page: 'year.html',
  tells: 'What is due, by when, and who does it.',
  minutes: 5,
  files: (evidence) => [
    { path: 'year.html', content: yearPage(evidence) },
    { path: 'year.json', content: yearJson(evidence) },
  ],
};

/** How a person reads how an obligation stands. */
export const standingWords: Readonly<Record<StandingState, string>> = {
  overdue: 'overdue',
  none: 'no record',
  incomplete: 'incomplete',
  current: 'recorded',
};

function yearJson(evidence: Evidence): string {
  const environments = environmentsOf(evidence).map((environment) => ({
    shop: environment.storefront.shop,
    environment: environment.storefront.environment,
    due: dueIn(environment, evidence).map(({ obligation, standing: { records, ...standing } }) => ({
      ...obligation,
      ...standing,
      records: records.map(({ date }) => date),
    })),
  }));
  return jsonText({ environments });
}

function yearPage(evidence: Evidence): string {
  const content = html`${environmentsOf(evidence).map((environment) => sheet(environment, evidence))}`;
  return evidencePage({ title: yearChapter.title, evidence, content });
}

function sheet(environment: EvidenceEnvironment, evidence: Evidence): Markup {
  const { storefront } = environment;
  const heading = html`<section><h2>${storefront.shop}, ${storefront.environment}</h2>
`;
  if (storefront.pciDss.outcome === 'none') {
    return html`${heading}<p>No real card is taken here, so nothing is filed and nothing is due.</p></section>
`;
  }
  return html`${heading}<h3>File</h3>
<p>Once a year, by the day that the acquirer names: <strong>${summarizeRoute(storefront.pciDss)}.</strong> By whoever signs for the shop.</p>
${confirm(environment, evidence)}<h3>Do</h3>
<ul class="plain">${dueIn(environment, evidence).map((due) => item(due, storefront, evidence))}</ul>
${mend(environment, evidence)}</section>
`;
}

function confirm(environment: EvidenceEnvironment, evidence: Evidence): Markup {
  const { storefront } = environment;
  const { confirmations } = storefront.pciDss;
  if (confirmations.length === 0) return html``;
  const open = openConfirmations(environment, evidence);
  return html`<h3>Confirm</h3>
<p>Before it is filed, by whoever signs for the shop: ${open.length} of ${confirmations.length} are open
(<a href="scope.html#${environmentName(storefront)}-confirmations">in full</a>).</p>
<ul>${open.map(({ text }) => html`<li>${text}</li>`)}</ul>
`;
}

/** What a person who answers for templates does; what people do stands above. */
function mend({ findings }: EvidenceEnvironment, { report }: Evidence): Markup {
  const count = stoppingFindings(findings, report.rules).length;
  const said =
    count === 0
      ? html`No finding stops a deployment.`
      : html`<a href="report.html#stopping">${count} findings</a> fail or are undecided, by whoever answers for the templates, before the next deployment.`;
  return html`<h3>Mend</h3>
<p>${said}</p>
`;
}

function item({ obligation, standing }: Due, { pciDss }: JudgedStorefront, { asOf }: Evidence): Markup {
  const { state, due, said } = standing;
  const after = obligation.after === undefined ? 'at any time' : `after ${obligation.after}`;
  const when = due === undefined ? after : `${due < asOf ? 'was due by' : 'by'} ${due}`;
  return html`<li><strong>${when}</strong> (${standingWords[state]}): ${obligation.do}
By ${obligation.by}. <span class="quiet">${[asker(obligation), leftOut(obligation, pciDss), said].filter(Boolean).join(' ')}</span></li>`;
}

function asker({ requirement, because = '' }: Due['obligation']): string {
  return requirement === undefined ? because : `${requirement} asks for it.`;
}

import { summarizeRoute } from '../../compliance/saq.ts';
import { html, type Markup } from '../../report/formats/html/markup.ts';
import { type EvidenceEnvironment, environmentsOf } from '../environment.ts';
import type { Chapter, Evidence } from '../evidence.ts';
import { jsonText } from '../evidence.ts';
import { evidencePage } from '../pages/page.ts';
import type { StandingState } from '../records/standing.ts';
import { type Due, dueIn } from './due.ts';

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
  const due = dueIn(environment, evidence);
  const file =
    storefront.pciDss.outcome === 'none'
      ? html`<p>No real card is taken here, so nothing is filed and nothing is due.</p>`
      : html`<p>File once a year: <strong>${summarizeRoute(storefront.pciDss)}.</strong></p>`;
  return html`<section><h2>${storefront.shop}, ${storefront.environment}</h2>
${file}
<ul class="plain">${due.map(item)}</ul></section>
`;
}

function item({ obligation, standing }: Due): Markup {
  const { state, due, said } = standing;
  return html`<li><strong>${standingWords[state]}${due === undefined ? '' : `, due by ${due}`}</strong>: ${obligation.do}
By ${obligation.by}. <span class="quiet">${asker(obligation)} ${said}</span></li>`;
}

function asker({ requirement, because = '' }: Due['obligation']): string {
  return requirement === undefined ? because : `${requirement} asks for it.`;
}

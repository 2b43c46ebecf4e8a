import { html, type Markup } from '../../report/formats/html/markup.ts';
import { type EvidenceEnvironment, environmentsOf } from '../environment.ts';
import { type Chapter, type Evidence, environmentName, jsonText } from '../evidence.ts';
import { evidencePage } from '../pages/page.ts';
import { liveOf } from './deployed.ts';
import { type Live, type LiveSubject, liveSubjects } from './live-file.ts';
import { verdictCounts, verdictWords } from './verdicts.ts';

/** What was looked at in the account, observation by observation. */
export const liveChapter: Chapter = {
  title: 'Live look',
  page: 'live.html',
  tells:
    'What AWS answered about the deployed stacks and their account: each look with its place, its time and its call.',
  minutes: 5,
  files: (evidence) => [
    { path: 'live.html', content: livePage(evidence) },
    { path: 'live.json', content: jsonText({ live: evidence.live ?? [] }) },
  ],
};

const headings: Readonly<Record<LiveSubject, string>> = {
  stack: 'Stacks',
  account: 'Settings of the account',
  detection: 'What watches the account',
  secret: 'Secrets',
  receiver: 'Receivers of alerts',
  alarm: 'Alarms',
  backup: 'Backups and tests of restores',
  declared: 'Controls of somebody else',
};

/** When somebody looked, and how far that is from the day of judgement. */
export function lookedAt({ begun }: Live, asOf: string): string {
  const day = begun.slice(0, 10);
  const days = Math.round((Date.parse(asOf) - Date.parse(day)) / 86_400_000);
  if (days === 0) return `on ${day}, the day of judgement`;
  const count = `${Math.abs(days)} ${Math.abs(days) === 1 ? 'day' : 'days'}`;
  return `on ${day}, ${count} ${days > 0 ? 'before' : 'after'} the day of judgement`;
}

function livePage(evidence: Evidence): string {
  const content = html`<p>A look says what AWS answered at a moment, and nothing about the time before and after it. Unknown is what AWS refused to tell, what it
did not serve, and what no template says how it was meant.</p>
${environmentsOf(evidence).map((environment) => section(environment, evidence))}`;
  return evidencePage({ title: liveChapter.title, evidence, content });
}

function section(environment: EvidenceEnvironment, evidence: Evidence): Markup {
  const { storefront } = environment;
  const live = liveOf(environment, evidence);
  const title = html`<h2 id="${environmentName(storefront)}">${storefront.shop}, ${storefront.environment}</h2>`;
  if (!live)
    return html`<section>${title}<p>Nobody looked at it: design only.</p></section>
`;
  return html`<section>${title}
<p>Account ${live.account}, looked at ${lookedAt(live, evidence.asOf)}, from ${live.begun} to ${live.ended} by ${live.identity}: ${verdictCounts(live.observations)}.</p>
${liveSubjects.map((about) => table(about, live))}</section>
`;
}

function table(about: LiveSubject, live: Live): Markup {
  const rows = live.observations.filter((one) => one.about === about);
  const content =
    rows.length === 0
      ? html`<p>Nothing of the kind was looked at.</p>`
      : html`<div class="wide" role="region" aria-label="Looks" tabindex="0"><table>
<thead><tr>${['what', 'verdict', 'observed', 'where', 'when', 'call'].map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>${rows.map(
          ({ what, verdict, value, where, at, source }) =>
            html`<tr><td>${what}</td><td>${verdictWords[verdict]}</td><td>${value}</td><td><code>${where}</code></td><td>${at}</td><td><code>${source}</code></td></tr>
`,
        )}</tbody></table></div>`;
  return html`<h3>${headings[about]}</h3>
${content}
`;
}

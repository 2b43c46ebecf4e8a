import { summarizeRoute } from '../compliance/saq.ts';
import { groupBy } from '../group-by.ts';
import { stoppingFindings, worstFirst } from '../policy/finding.ts';
import { html, type Markup } from '../report/formats/html/markup.ts';
import { statusWords } from '../report/formats/html/status.ts';
import { type EvidenceEnvironment, environmentsOf } from './environment.ts';
import { type Chapter, type Evidence, environmentName } from './evidence.ts';
import { liveOf } from './live/deployed.ts';
import { lookedAt } from './live/live-chapter.ts';
import { verdictCounts } from './live/verdicts.ts';
import { type Design, type MatrixRow, matrixOf } from './matrix/matrix.ts';
import { evidencePage } from './pages/page.ts';
import file from './questions.json' with { type: 'json' };
import { openConfirmations } from './scope/confirmations.ts';
import { dueIn } from './scope/due.ts';
import { standingWords } from './scope/year-chapter.ts';

/** The page that a reader begins with: how things stand, in which order to read, and where each answer is. */
export function cover(evidence: Evidence, chapters: readonly Chapter[]): string {
  const { report } = evidence;
  const shops = [...new Set(report.storefronts.map(({ shop }) => shop))].join(', ');
  const minutes = chapters.reduce((sum, chapter) => sum + chapter.minutes, 0);
  const content = html`${standing(evidence)}
<h2>At a glance</h2>
${environmentsOf(evidence).map((environment) => glance(environment, evidence))}
<h2>Reading path</h2>
<p>In this order, about ${minutes} minutes.</p>
<ol>${chapters.map(({ title, page, tells, minutes: own }) => html`<li><a href="${page}">${title}</a>, ${own} minutes. ${tells}</li>`)}</ol>
<h2>Where each answer stands</h2>
<ul class="plain">${file.questions.map((question) => answer(question, evidence))}</ul>
${evidence.isRedacted ? redacted : ''}<h2>Whether the files are whole</h2>
<p>manifest.json lists every file with its SHA-256; <code>palisade evidence verify FOLDER</code> compares them. <code>palisade evidence diff OLD NEW</code> says what has
changed between two folders.</p>`;
  return evidencePage({ title: `Evidence for ${shops}`, evidence, content });
}

const redacted = html`<h2>Left out</h2>
<p>Account ids, ARNs, e-mail addresses, people, and hosts of internal systems are replaced by tokens: the same one stands for the same thing in all of
these files. Documents of records and the templates are left out and named by their SHA-256.</p>
`;

/** A question, with a link for each environment whose answers have a place of their own. */
function answer({ asks, page, data }: (typeof file.questions)[number], evidence: Evidence): Markup {
  const names = environmentsOf(evidence).map(({ storefront }) => environmentName(storefront));
  const links = [...new Set(names.map((name) => page.replaceAll(placeholder, name)))];
  const files = [...new Set(names.map((name) => data.replaceAll(placeholder, name)))];
  return html`<li>${asks}
${links.map((link) => html`<a href="${link}">${link}</a> `)}<span class="quiet">(programs: ${files.join(', ')})</span></li>
`;
}

const placeholder = 'SHOP-ENVIRONMENT';

/** What is filed, what is open, and what stops: each with the page that says it whole. */
function glance(environment: EvidenceEnvironment, evidence: Evidence): Markup {
  const { storefront, findings } = environment;
  const { pciDss } = storefront;
  const asked = matrixOf(environment, evidence).filter((row) => row.asked);
  const due = dueIn(environment, evidence);
  const open = openConfirmations(environment, evidence);
  const stopping = stoppingFindings(findings, evidence.report.rules).length;
  return html`<h3>${storefront.shop}, ${storefront.environment}</h3>
<ul>
<li><a href="scope.html#${environmentName(storefront)}">What is filed</a>: ${pciDss.outcome === 'none' ? 'nothing, because no real card is taken' : summarizeRoute(pciDss)}.</li>
<li><a href="scope.html#${environmentName(storefront)}-confirmations">To be confirmed</a>: ${open.length} of ${pciDss.confirmations.length} are open.</li>
<li><a href="matrix-${environmentName(storefront)}.html">Requirements</a>: ${asked.length} are asked for; of these the templates show: ${designCounts(asked)}.</li>
<li><a href="year.html">To be done</a>, again and again: ${due.length === 0 ? 'nothing' : counted(due.map(({ standing: { state } }) => standingWords[state]))}.</li>
<li><a href="report.html#stopping">Findings that stop a deployment</a>: ${stopping}.</li>
</ul>
`;
}

function designCounts(rows: readonly MatrixRow[]): string {
  const order: readonly Design[] = [...worstFirst, 'notAssessed'];
  const byDesign = order.flatMap((design) => rows.filter((row) => row.design === design));
  return counted(
    byDesign.map(({ design }) => (design === 'notAssessed' ? 'not assessed' : statusWords[design])),
  );
}

/** How often each word is among them, in the order in which they come. */
function counted(words: readonly string[]): string {
  const groups = [...groupBy(words, (word) => word)];
  return groups.length === 0 ? 'nothing' : groups.map(([word, all]) => `${all.length} ${word}`).join(', ');
}

/** Whether the templates alone speak, or somebody looked at what was deployed of them. */
function standing(evidence: Evidence): Markup {
  const { report, live = [] } = evidence;
  const read = `The evidence is read from ${report.templates.length} templates.`;
  if (live.length === 0) {
    return html`<p class="verdict design"><strong>Design only.</strong> <span>${read} No deployed resource was
looked at.</span></p>`;
  }
  return html`<p class="verdict design"><strong>Design, and what was seen of it.</strong> <span>${read} Of what was looked at, <a href="live.html">the live look</a> says what
AWS answered; all the rest is design only.</span></p>
<ul>${environmentsOf(evidence).map((environment) => {
    const { shop, environment: name } = environment.storefront;
    const look = liveOf(environment, evidence);
    return look
      ? html`<li>${shop}, ${name}: account ${look.account}, looked at ${lookedAt(look, evidence.asOf)}; templates: ${verdictCounts(look.templates)}; all looks: ${verdictCounts(look.observations)}.</li>`
      : html`<li>${shop}, ${name}: design only.</li>`;
  })}</ul>`;
}

import { html, type Markup } from '../report/formats/html/markup.ts';
import { formatHtml } from '../report/formats/html.ts';
import { formatJson } from '../report/formats/json.ts';
import { diagramsChapter } from './diagrams/diagrams-chapter.ts';
import { environmentsOf } from './environment.ts';
import type { Chapter, Evidence, EvidenceFile } from './evidence.ts';
import { liveOf } from './live/deployed.ts';
import { liveChapter, lookedAt, verdictCounts } from './live/live-chapter.ts';
import { manifestOf } from './manifest/manifest.ts';
import { templateFiles } from './manifest/templates.ts';
import { matrixChapter } from './matrix/matrix-chapter.ts';
import { oscalChapter } from './oscal/oscal-chapter.ts';
import { evidencePage } from './pages/page.ts';
import { proceduresChapter } from './procedures/procedures-chapter.ts';
import { recordsChapter } from './records/records-chapter.ts';
import { createRedaction, withoutDocuments } from './redaction/redaction.ts';
import { registersChapter } from './registers/registers-chapter.ts';
import { scopeChapter } from './scope/scope-chapter.ts';
import { yearChapter } from './scope/year-chapter.ts';
import { softwareChapter } from './software/software-chapter.ts';

const reportChapter: Chapter = {
  title: 'Policy report',
  page: 'report.html',
  tells: 'What every rule saw in every template.',
  minutes: 20,
  files: ({ report }) => [
    { path: 'report.html', content: formatHtml(report) },
    { path: 'report.json', content: formatJson(report) },
  ],
};

/** In the order in which an assessor reads them. */
const chapters: readonly Chapter[] = [
  yearChapter,
  scopeChapter,
  matrixChapter,
  registersChapter,
  softwareChapter,
  diagramsChapter,
  recordsChapter,
  proceduresChapter,
  liveChapter,
  reportChapter,
  oscalChapter,
];

/** All files of a bundle, its manifest last. The same evidence gives the same bytes. Throws a `NameTooPlain` where it cannot be redacted. */
export function evidenceBundle(evidence: Evidence): readonly EvidenceFile[] {
  if (!evidence.isRedacted) {
    const files = filesOf(evidence);
    return [...files, manifestOf(evidence, files)];
  }
  const redact = createRedaction(evidence);
  const files = filesOf(withoutDocuments(evidence)).flatMap(redact);
  return [...files, ...redact(manifestOf(evidence, files))];
}

function filesOf(evidence: Evidence): readonly EvidenceFile[] {
  return [
    { path: 'index.html', content: cover(evidence) },
    ...chapters.flatMap((chapter) => chapter.files(evidence)),
    ...templateFiles(evidence),
  ];
}

const redacted = html`<h2>Left out</h2>
<p>Account ids, ARNs, e-mail addresses, people, and hosts of internal systems are replaced by tokens: the same one stands for the same thing in all of
these files. Documents of records and the templates are left out and named by their SHA-256.</p>
`;

function cover(evidence: Evidence): string {
  const { report } = evidence;
  const shops = [...new Set(report.storefronts.map(({ shop }) => shop))].join(', ');
  const minutes = chapters.reduce((sum, chapter) => sum + chapter.minutes, 0);
  const content = html`${standing(evidence)}
<h2>Reading path</h2>
<p>In this order, about ${minutes} minutes.</p>
<ol>${chapters.map(({ title, page, tells, minutes: own }) => html`<li><a href="${page}">${title}</a>, ${own} minutes. ${tells}</li>`)}</ol>
${evidence.isRedacted ? redacted : ''}<h2>Whether the files are whole</h2>
<p>manifest.json lists every file with its SHA-256; <code>palisade evidence verify FOLDER</code> compares them.</p>`;
  return evidencePage({ title: `Evidence for ${shops}`, evidence, content });
}

/** Whether the templates alone speak, or somebody looked at what was deployed of them. */
function standing(evidence: Evidence): Markup {
  const { report, live = [] } = evidence;
  const read = `The evidence is read from ${report.templates.length} templates.`;
  if (live.length === 0) {
    return html`<p class="verdict"><strong>Design only.</strong> <span>${read} No deployed resource was
looked at.</span></p>`;
  }
  return html`<p class="verdict"><strong>Design, and what was seen of it.</strong> <span>${read} Of what was looked at, <a href="live.html">the live look</a> says what
AWS answered; all the rest is design only.</span></p>
<ul>${environmentsOf(evidence).map((environment) => {
    const { shop, environment: name } = environment.storefront;
    const look = liveOf(environment, evidence);
    return look
      ? html`<li>${shop}, ${name}: account ${look.account}, looked at ${lookedAt(look, evidence.asOf)}; templates: ${verdictCounts(look.templates)}; all looks: ${verdictCounts(look.observations)}.</li>`
      : html`<li>${shop}, ${name}: design only.</li>`;
  })}</ul>`;
}

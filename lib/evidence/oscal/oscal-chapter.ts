import { worstFirst } from '../../policy/finding.ts';
import { html, type Markup } from '../../report/formats/html/markup.ts';
import type { Chapter, Evidence } from '../evidence.ts';
import { jsonText } from '../evidence.ts';
import type { Design } from '../matrix/matrix.ts';
import { evidencePage } from '../pages/page.ts';
import { assessmentResults } from './assessment-results.ts';
import { awsDefinitions } from './aws-definitions.ts';
import { componentDefinition } from './component-definition.ts';
import { oscalVersion } from './document.ts';
import { designWord, stateOf } from './finding.ts';

const files = {
  definition: 'oscal/component-definition.json',
  results: 'oscal/assessment-results.json',
} as const;

/** The matrix and the catalogue of controls for programs that read OSCAL. */
export const oscalChapter: Chapter = {
  title: 'OSCAL',
  page: 'oscal.html',
  tells: 'What the two files for programs of assessors say, and how far it goes.',
  minutes: 3,
  files: (evidence) => [
    { path: 'oscal.html', content: oscalPage(evidence) },
    {
      path: files.definition,
      content: jsonText({ 'component-definition': componentDefinition(evidence) }),
    },
    { path: files.results, content: jsonText({ 'assessment-results': assessmentResults(evidence) }) },
  ],
};

function oscalPage(evidence: Evidence): string {
  const { source, asOf, definitions } = awsDefinitions();
  const content = html`<p>Two files in OSCAL ${oscalVersion}, a format of NIST, say to programs what the other pages say to people. Nobody has to read them for the rest.</p>
<dl>
<dt><a href="${files.definition}">${files.definition}</a></dt>
<dd>What the kit does towards each number of PCI DSS v4.0.1, in words of our own; a number is written with <code>pci-</code> before it. AWS describes its own services: the file points to ${definitions.length} of <a href="${source}">its definitions</a> as they were read on ${asOf}, which AWS calls experimental, and repeats nothing of them.</dd>
<dt><a href="${files.results}">${files.results}</a></dt>
<dd>One result for each environment: what every rule observed, with the fingerprints under which <a href="report.html">the report</a> has each finding; what was looked at in the account, with time, ARN and call; what records and written procedures say; and what each row of <a href="matrix.html">the requirements</a> comes to.</dd>
</dl>
<h2>What satisfied means there</h2>
<p>OSCAL knows two states. The objectives that are judged are of the kit, up to three for a number, and each is less than the requirement of that number:</p>
<ul>
<li><code>pci-NUMBER_design</code>: each control that is evidence for the number was judged in templates, and passed.</li>
<li><code>pci-NUMBER_deployed</code>: the templates that show it were the deployed ones when somebody looked, and what else was looked at for it was as it is meant. Only the reason <code>seen</code> is satisfied; where nobody looked there is no finding.</li>
<li><code>pci-NUMBER_operated</code>: records show often enough what has to be done for it, and its written procedures are on file and say what the templates show. Only the reasons <code>current</code> and <code>onFile</code> are satisfied; a number for which nothing has to be done has no finding.</li>
</ul>
<p>The reason of a state is what the matrix says of the row; for its design:</p>
<div class="wide" role="region" aria-label="States" tabindex="0"><table>
<thead><tr><th scope="col">Design of the row</th><th scope="col">Reason</th><th scope="col">State</th></tr></thead>
<tbody>${([...worstFirst, 'notAssessed'] as const).map(stateRow)}</tbody>
</table></div>
<p>A number that is neither asked for nor looked at has no finding.</p>`;
  return evidencePage({ title: oscalChapter.title, evidence, content });
}

function stateRow(design: Design): Markup {
  return html`<tr><td>${designWord(design)}</td><td><code>${design}</code></td><td><code>${stateOf(design)}</code></td></tr>
`;
}

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
<dd>One result for each environment: what every rule observed, with the fingerprints under which <a href="report.html">the report</a> has each finding, and what each row of <a href="matrix.html">the requirements</a> comes to.</dd>
</dl>
<h2>What satisfied means there</h2>
<p>OSCAL knows two states. The objective that is judged is one of the kit: each control that is evidence for a number was judged in templates, and passed. It
is less than the requirement of that number: nothing of it says that something is deployed or operated. The reason of a state is the design of the row:</p>
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

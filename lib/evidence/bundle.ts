import { formatHtml } from '../report/formats/html.ts';
import { formatJson } from '../report/formats/json.ts';
import { cover } from './cover.ts';
import { diagramsChapter } from './diagrams/diagrams-chapter.ts';
import type { Chapter, Evidence, EvidenceFile } from './evidence.ts';
import { liveChapter } from './live/live-chapter.ts';
import { manifestOf } from './manifest/manifest.ts';
import { templateFiles } from './manifest/templates.ts';
import { matrixChapter } from './matrix/matrix-chapter.ts';
import { oscalChapter } from './oscal/oscal-chapter.ts';
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
  tells: 'What every rule saw in every template: to look things up.',
  minutes: 5,
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
    { path: 'index.html', content: cover(evidence, chapters) },
    ...chapters.flatMap((chapter) => chapter.files(evidence)),
    ...templateFiles(evidence),
  ];
}

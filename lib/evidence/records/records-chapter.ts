import { basename } from 'node:path';
import { html, type Markup } from '../../report/formats/html/markup.ts';
import type { Chapter, Evidence, EvidenceFile } from '../evidence.ts';
import { jsonText } from '../evidence.ts';
import { evidencePage } from '../pages/page.ts';
import { knownKinds } from './kinds.ts';
import type { EvidenceRecord, RecordDocument } from './record.ts';

/** What the team has imported: each record with its day, its document and the document's hash. */
export const recordsChapter: Chapter = {
  title: 'Records',
  page: 'records.html',
  tells: 'What was done in operation, by whom and when, as the team has recorded it, with the documents.',
  minutes: 5,
  files: (evidence) => [
    { path: 'records.html', content: recordsPage(evidence) },
    { path: 'records.json', content: recordsJson(evidence) },
    ...documents(evidence),
  ],
};

/** Documents of one name in two folders stay apart by the beginning of their hash. */
function pathOf({ name, sha256 }: RecordDocument): string {
  return `documents/${sha256.slice(0, 12)}-${basename(name)}`;
}

function documents({ records }: Evidence): readonly EvidenceFile[] {
  const all = records.records.flatMap(({ document }) =>
    document?.content ? [[pathOf(document), document.content] as const] : [],
  );
  return [...new Map(all)].map(([path, content]) => ({ path, content }));
}

function recordsJson({ records: { records, confirmations } }: Evidence): string {
  const plain = records.map(({ document, ...record }) => ({
    ...record,
    ...(document && { document: plainDocument(document) }),
  }));
  return jsonText({ records: plain, confirmations });
}

function plainDocument(document: RecordDocument): object {
  const { name, sha256, content } = document;
  return { name, sha256, ...(content && { path: pathOf(document) }) };
}

function recordsPage(evidence: Evidence): string {
  const { records } = evidence.records;
  const content =
    records.length === 0
      ? html`<p>No record was given, so nothing of what people do in operation is assessed.</p>`
      : html`<p>A record says what somebody says. Whether it is true is not assessed; the documents lie beside this page.</p>
<ul class="plain">${records.map((record) => recordItem(record, evidence.asOf))}</ul>`;
  return evidencePage({ title: recordsChapter.title, evidence, content });
}

function recordItem(record: EvidenceRecord, asOf: string): Markup {
  const { kind, date, document } = record;
  return html`<li><strong>${date}</strong> ${knownKinds()[kind].title}: ${recordSaid(record, asOf)}
${document ? documentLine(document) : ''}</li>`;
}

/** What a record says besides its kind and its day, on the day of judgement. */
export function recordSaid(
  { by, environment, result, until, about, author }: EvidenceRecord,
  asOf: string,
): string {
  return [
    ...(about === undefined ? [] : [`about ${about}`]),
    `by ${by}`,
    ...(author === undefined ? [] : [`made by ${author}`]),
    environment === undefined ? 'for every environment' : `for ${environment}`,
    ...(result === undefined ? [] : [result]),
    ...(until === undefined ? [] : [until < asOf ? `ended on ${until}` : `counts until ${until}`]),
  ].join(', ');
}

function documentLine(document: RecordDocument): Markup {
  const { name, sha256, content } = document;
  return content
    ? html`<a href="${pathOf(document)}">${name}</a> <code>${sha256}</code>`
    : html`left out: <code>${sha256}</code>`;
}

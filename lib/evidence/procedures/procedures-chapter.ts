import { groupBy } from '../../group-by.ts';
import { html, type Markup } from '../../report/formats/html/markup.ts';
import { environmentsOf } from '../environment.ts';
import type { Chapter, Evidence } from '../evidence.ts';
import { jsonText } from '../evidence.ts';
import { evidencePage } from '../pages/page.ts';
import type { FactSource } from './facts.ts';
import type { GivenProcedure } from './procedure.ts';
import { type ProcedureStanding, standingsOf } from './procedure-standing.ts';

/** The policies, procedures and risk analyses of the team, and how each stands. */
export const proceduresChapter: Chapter = {
  title: 'Policies and procedures',
  page: 'procedures.html',
  tells:
    'Which policies, procedures and risk analyses are on file, who answers for them, and where they differ from the templates.',
  minutes: 10,
  files: (evidence) => [
    { path: 'procedures.html', content: proceduresPage(evidence) },
    { path: 'procedures.json', content: proceduresJson(evidence) },
    ...(evidence.procedures?.given ?? []).map((given) => ({ path: pathOf(given), content: given.content })),
  ],
};

/** How each page stands; nothing where no folder of them was given. */
function procedureStandings(evidence: Evidence): readonly ProcedureStanding[] | undefined {
  const { procedures, model, asOf } = evidence;
  if (!procedures) return undefined;
  const sources: readonly FactSource[] = environmentsOf(evidence).map((environment) => ({
    ...environment,
    model,
  }));
  return standingsOf(procedures, sources, asOf);
}

/** What is said of the pages that a requirement asks for, by its number. */
export function proceduresByRequirement(
  evidence: Evidence,
): ReadonlyMap<string, readonly ProcedureStanding[]> | undefined {
  const pairs = procedureStandings(evidence)?.flatMap((standing) =>
    standing.text.requirements.map((number) => ({ number, standing })),
  );
  return (
    pairs &&
    new Map(
      [...groupBy(pairs, ({ number }) => number)].map(([number, all]) => [
        number,
        all.map(({ standing }) => standing),
      ]),
    )
  );
}

/** How a page stands, as a sentence. */
export function saidOf({ text, state, given, flaws, notCompared }: ProcedureStanding): string {
  if (!given) return `${text.title}: no procedure on file.`;
  if (state !== 'onFile')
    return [`${text.title}: not on file as it should be.`, ...flaws.map(({ said }) => said)].join(' ');
  const open = notCompared.length === 0 ? '' : ` ${notCompared.length} of its facts could not be compared.`;
  return `${text.title}: procedure on file, reviewed on ${given.reviewed} by ${given.owner}.${open}`;
}

/** Where a page lies in the bundle. */
export function pathOf({ name }: GivenProcedure): string {
  return `procedures/${name}`;
}

function proceduresJson(evidence: Evidence): string {
  const standings = procedureStandings(evidence);
  const procedures = standings?.map(({ text: { id, title, requirements }, given, ...standing }) => ({
    id,
    title,
    requirements,
    ...standing,
    ...(given && {
      path: pathOf(given),
      sha256: given.sha256,
      owner: given.owner,
      reviewed: given.reviewed,
      everyDays: given.everyDays,
    }),
  }));
  const others = evidence.procedures?.others ?? [];
  return jsonText({ assessed: standings !== undefined, procedures: procedures ?? [], others });
}

function proceduresPage(evidence: Evidence): string {
  const standings = procedureStandings(evidence);
  const others = evidence.procedures?.others ?? [];
  const content = standings
    ? html`<p>On file means: it is there, nothing in it is left to fill in, its review is not older than a year, and its facts are what the templates show. Whether people know it and follow
it is not assessed.</p>
<ul class="plain">${standings.map(item)}</ul>
${others.length > 0 ? html`<p>Files that lie beside them and were not read: ${others.join(', ')}.</p>` : ''}`
    : html`<p>No folder of procedures was given, so none is assessed.</p>`;
  return evidencePage({ title: proceduresChapter.title, evidence, content });
}

const stateWords: Readonly<Record<ProcedureStanding['state'], string>> = {
  missing: 'missing',
  open: 'not as it should be',
  onFile: 'on file',
};

function item({ text, state, given, flaws, notCompared }: ProcedureStanding): Markup {
  const notes = [...flaws.map(({ said }) => said), ...notCompared.map((said) => `Not compared: ${said}`)];
  return html`<li><strong>${stateWords[state]}</strong>: ${given ? html`<a href="${pathOf(given)}">${text.title}</a>` : text.title}, for ${text.requirements.join(', ')}.
${given ? html`Owner ${given.owner}, reviewed on ${given.reviewed}${typeof given.everyDays === 'number' ? `, every ${given.everyDays} days` : ''}. <code>${given.sha256}</code>` : ''}
${notes.length > 0 ? html`<ul class="seen">${notes.map((note) => html`<li>${note}</li>`)}</ul>` : ''}</li>`;
}

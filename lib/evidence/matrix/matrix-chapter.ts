import type { Finding } from '../../policy/finding.ts';
import { html, type Markup } from '../../report/formats/html/markup.ts';
import { observation, seenAlike } from '../../report/formats/html/observation.ts';
import { countWords, statusWord } from '../../report/formats/html/status.ts';
import type { JudgedStorefront } from '../../report/judged-storefront.ts';
import { type EvidenceEnvironment, environmentsOf } from '../environment.ts';
import { type Chapter, type Evidence, type EvidenceFile, environmentName, jsonText } from '../evidence.ts';
import { type Deployed, liveOf } from '../live/deployed.ts';
import { lookedAt } from '../live/live-chapter.ts';
import { verdictWords } from '../live/verdicts.ts';
import { evidencePage } from '../pages/page.ts';
import { saidOf } from '../procedures/procedures-chapter.ts';
import { leftOut } from '../scope/obligations.ts';
import { standingWords } from '../scope/year-chapter.ts';
import { type ControlEvidence, type Design, type MatrixRow, matrixOf, type RuleEvidence } from './matrix.ts';

/** Every requirement of PCI DSS v4.0.1, and what is known of it. */
export const matrixChapter: Chapter = {
  title: 'Requirements',
  page: 'matrix.html',
  tells:
    'For each number of PCI DSS v4.0.1: whether it is asked for, what the templates show, and who answers for the rest.',
  minutes: 45,
  files: (evidence) => [
    { path: 'matrix.html', content: matrixIndex(evidence) },
    ...environmentsOf(evidence).flatMap((environment) => matrixFiles(environment, evidence)),
  ],
};

/** What is shown of one rule at most: the report has the rest. */
const mostObservations = 4;

function matrixFiles(environment: EvidenceEnvironment, evidence: Evidence): readonly EvidenceFile[] {
  const rows = matrixOf(environment, evidence);
  const name = environmentName(environment.storefront);
  return [
    { path: `matrix-${name}.html`, content: matrixPage(rows, environment, evidence) },
    { path: `matrix-${name}.json`, content: jsonText({ rows: rows.map(plainRow) }) },
  ];
}

function plainRow({ requirement, controls, deployed, operated, procedures, ...row }: MatrixRow): object {
  return {
    number: requirement.number,
    topic: requirement.topic,
    ...row,
    ...(deployed && {
      deployed: {
        ...deployed,
        observations: deployed.observations.map(({ what, where, at, verdict }) => ({
          what,
          where,
          at,
          verdict,
        })),
      },
    }),
    operated: operated.map(({ obligation, standing: { state, due, said } }) => ({
      obligation: obligation.id,
      state,
      due,
      said,
    })),
    ...(procedures && {
      procedures: procedures.map((standing) => ({
        id: standing.text.id,
        state: standing.state,
        said: saidOf(standing),
      })),
    }),
    controls: controls.map(({ rules, ...control }) => ({
      ...control,
      rules: rules.map(({ findings, ...rule }) => ({
        ...rule,
        findings: findings.map(({ fingerprint }) => fingerprint),
      })),
    })),
  };
}

function matrixIndex(evidence: Evidence): string {
  const content = html`<p>The topics are in words of our own. One page for each environment:</p>
<ul>${environmentsOf(evidence).map(({ storefront }) => {
    const name = environmentName(storefront);
    return html`<li><a href="matrix-${name}.html">${storefront.shop}, ${storefront.environment}</a></li>`;
  })}</ul>`;
  return evidencePage({ title: matrixChapter.title, evidence, content });
}

function matrixPage(
  rows: readonly MatrixRow[],
  { storefront }: EvidenceEnvironment,
  evidence: Evidence,
): string {
  const live = liveOf({ storefront }, evidence);
  const asked = rows.filter((row) => row.asked);
  const others = rows.filter((row) => !row.asked);
  const looks = live
    ? html`Design is read from templates. Deployed is what was seen of them in account ${live.account}, ${lookedAt(live, evidence.asOf)}; a row without it is design only.`
    : html`Design only: what follows is read from templates. Nothing here says that they are deployed;`;
  const content = html`<p>${looks} ${live ? 'What' : 'what'} was operated is what records say.</p>
<h2>Asked for: ${asked.length} of ${rows.length}</h2>
${guidance(asked, storefront)}${asked.map((each) => row(each, storefront))}
<h2>Not asked for</h2>
<p>What templates show of them all the same stands after the reason.</p>
<ul>${others.map(({ requirement, because, design }) => html`<li id="r${requirement.number}"><strong>${requirement.number}</strong> ${requirement.topic}: ${because ?? ''}${design === 'notAssessed' ? '' : html`; ${designWord(design)}`}</li>`)}</ul>`;
  return evidencePage({
    title: `Requirements: ${storefront.shop}, ${storefront.environment}`,
    evidence,
    content,
  });
}

/** What a merchant's report may be limited to, and by whose word. */
function guidance(asked: readonly MatrixRow[], { pciDss: { guide, always } }: JudgedStorefront): Markup {
  if (!guide) return html``;
  const guided = asked.filter((each) => each.guided);
  return html`<p>${guide} may guide the report, if the assessor agrees: it has ${guided.length} of these with ${always.join(', ')}, which is in every report.</p>
`;
}

function row(shown: MatrixRow, { pciDss }: JudgedStorefront): Markup {
  const {
    requirement,
    design,
    controls,
    deployed,
    operated,
    procedures = [],
    serves,
    responsibility,
  } = shown;
  return html`<section class="card" id="r${requirement.number}"><h3>${requirement.number} <span>${requirement.topic}</span></h3>
${shown.guided === false ? html`<p class="quiet">${leftOut(shown, pciDss)}</p>` : ''}<p>${designWord(design)}${responsibility ? html`: ${responsibility.because}` : ''}</p>
${controls.length > 0 ? html`<ul>${controls.map(controlItem)}</ul>` : ''}
${deployed ? deployedPart(deployed) : ''}
${operated.map(({ obligation, standing }) => html`<p>Operated: ${standingWords[standing.state]}. ${obligation.do} ${standing.said}</p>`)}
${procedures.map((standing) => html`<p>Operated: ${saidOf(standing)}</p>`)}
${serves.length > 0 ? html`<p>Serves the aim, and is no evidence:</p><ul>${serves.map(({ control, because }) => html`<li>${control}: ${because}</li>`)}</ul>` : ''}</section>
`;
}

function deployedPart({ state, templates, observations }: Deployed): Markup {
  const looks = observations.map(
    ({ what, verdict, value, at }) => html`<li>${what}: ${verdictWords[verdict]}, ${value} (${at})</li>`,
  );
  return html`<p>Deployed: ${verdictWords[state]}.</p>
<ul>${templates.map(({ stack, arn, verdict, at }) => html`<li>Template of ${stack}: ${verdictWords[verdict]} (${at}) <code>${arn}</code></li>`)}${looks}</ul>`;
}

function controlItem({ control, title, kind, design, rules }: ControlEvidence): Markup {
  const where =
    kind === 'template' ? '' : kind === 'runtime' ? ' Needs a look at the account.' : ' Needs a record.';
  return html`<li>${control} ${title}: ${designWord(design)}.${where}
${rules.length > 0 ? html`<ul>${rules.map(ruleItem)}</ul>` : ''}</li>`;
}

function ruleItem({ rule, title, status, counts, findings }: RuleEvidence): Markup {
  const groups = seenAlike(findings);
  const rest = groups.length - mostObservations;
  return html`<li>${rule} ${title}: ${statusWord(status)} (${countWords(counts) || 'nothing to look at'})
${groups.length > 0 ? html`<ul class="seen">${groups.slice(0, mostObservations).map((group) => html`<li>${observation(group)} ${places(group)}</li>`)}</ul>` : ''}
${rest > 0 ? html`<p class="quiet">${rest} more in the report.</p>` : ''}</li>`;
}

function places(group: readonly Finding[]): Markup {
  const named = [...new Set(group.map(({ logicalId, template }) => `${logicalId} in ${template}`))];
  const rest = named.length - 2;
  return html`<span class="quiet">${named.slice(0, 2).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}</span>`;
}

function designWord(design: Design): Markup {
  return design === 'notAssessed' ? html`<span class="status">not assessed</span>` : statusWord(design);
}

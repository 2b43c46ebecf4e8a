import type { Model } from '../../cloudformation/model/model.ts';
import { html, type Markup } from '../../report/formats/html/markup.ts';
import { type EvidenceEnvironment, environmentsOf } from '../environment.ts';
import { type Chapter, type Evidence, environmentName, jsonText } from '../evidence.ts';
import { evidencePage } from '../pages/page.ts';
import { dataFlows } from './data-flow.ts';
import { type Diagram, type DiagramNode, dataOf, type Flow, zonesOf } from './diagram.ts';
import { keyUse } from './key-use.ts';
import type { Placed } from './layout.ts';
import { network } from './network.ts';
import { pictureOf } from './svg.ts';
import { trustBoundaries } from './trust.ts';
import { usesIn } from './uses.ts';

/** Pictures of each environment, computed from its templates, with lists that say the same. */
export const diagramsChapter: Chapter = {
  title: 'Diagrams',
  page: 'diagrams.html',
  tells:
    'The network, the flow of payment data, the boundaries of trust and the use of keys, drawn and listed.',
  minutes: 10,
  files: (evidence) => {
    const drawn = environmentsOf(evidence).map((environment) => ({
      environment,
      diagrams: diagramsOf(environment, evidence.model),
    }));
    return [
      { path: 'diagrams.html', content: diagramsPage(drawn, evidence) },
      ...drawn.map(({ environment: { storefront }, diagrams }) => ({
        path: `diagrams-${environmentName(storefront)}.json`,
        content: jsonText({ diagrams: diagrams.map(dataOf) }),
      })),
    ];
  },
};

/** Every diagram of an environment, in the order in which they are read. */
export function diagramsOf(environment: EvidenceEnvironment, model: Model): readonly Diagram[] {
  const uses = usesIn(environment, model);
  return [
    network(environment, model),
    ...dataFlows(environment, uses, model),
    trustBoundaries(environment, uses, model),
    ...keyUse(environment, model),
  ];
}

interface Drawn {
  readonly environment: EvidenceEnvironment;
  readonly diagrams: readonly Diagram[];
}

function diagramsPage(drawn: readonly Drawn[], evidence: Evidence): string {
  const content = html`<p>Each picture is computed from the templates. Its arrows have numbers, and the list below it says what goes along each; long names are
shortened in pictures, and whole in the lists. Card numbers go along double lines, and the lists say so.</p>
${drawn.map(({ environment: { storefront }, diagrams }) => {
  const name = environmentName(storefront);
  return html`<section><h2>${storefront.shop}, ${storefront.environment}</h2>
${diagrams.map((diagram) => section(diagram, `${name}-${diagram.id}`))}</section>
`;
})}`;
  return evidencePage({ title: diagramsChapter.title, evidence, content });
}

const pages: Readonly<Record<string, string>> = { 'A4 landscape': 'turned', 'A3 landscape': 'large' };

function section(diagram: Diagram, id: string): Markup {
  const heading = html`<h3 id="${id}">${diagram.title}</h3>
<p>${diagram.about}</p>`;
  if (diagram.nodes.length === 0)
    return html`${heading}<p>Nothing of the kind is in the templates.</p>
`;
  const placed = placedOf(diagram);
  return html`<div class="${pages[placed.sheet ?? ''] ?? 'upright'}">${heading}
<figure class="drawn">${pictureOf(placed, id)}</figure></div>
${onWhichPaper(placed)}${listsOf(diagram)}`;
}

/** Every command would pay for loading what lays diagrams out. */
function placedOf(diagram: Diagram): Placed {
  const { place }: typeof import('./layout.ts') = require('./layout.ts');
  return place(diagram);
}

function onWhichPaper({ sheet }: Placed): Markup {
  if (sheet === undefined) return html`<p>The picture is larger than A3. On paper, read the lists.</p>`;
  return sheet === 'A3 landscape' ? html`<p>The picture needs paper of A3.</p>` : html``;
}

/** The text alternative. */
function listsOf({ nodes, flows }: Diagram): Markup {
  return html`<h4>What is drawn</h4>
<ul>${nodes.map(nodeItem)}</ul>
${zonesOf(nodes).length > 0 ? html`<h4>Frames</h4><ul>${zonesOf(nodes).map(({ name, within }) => html`<li>${name}${within ? `, within ${within.name}` : ''}</li>`)}</ul>` : ''}
<h4>Flows</h4>
<ol>${flows.map(flowItem)}</ol>
`;
}

function nodeItem({ name, word, zone, detail, id }: DiagramNode): Markup {
  const inside = zone ? `, in ${zone.name}` : '';
  const more = detail === undefined ? '' : `: ${detail}`;
  return html`<li>${word} <strong>${name}</strong>${inside}${more}${id.includes(' in ') ? html` <span class="quiet">${id}</span>` : ''}</li>`;
}

function flowItem({ from, to, says, hasCards }: Flow): Markup {
  const cards = hasCards ? html` <strong>Card numbers go here.</strong>` : '';
  return html`<li>${from.name} to ${to.name}: ${says}.${cards}</li>`;
}

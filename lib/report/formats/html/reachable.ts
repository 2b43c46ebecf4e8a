import type { Egress } from '../../../policy/reachability/egress.ts';
import type { Exposure } from '../../../policy/reachability/exposure.ts';
import type { Report } from '../../report.ts';
import { html, type Markup } from './markup.ts';

/** What the internet reaches, where requests go from there, and what functions reach themselves. */
export function reachable({ reachability }: Report): Markup {
  const { entries, openings, egress } = reachability;
  return html`${entries.length === 0 ? html`<p>Nothing of these templates has an address on the internet.</p>` : entries.map(entryPart)}
${openings.length === 0 ? html`<p>No barrier behind it is open.</p>` : html`<h3>Open barriers</h3><ul class="seen">${openings.map(openingPart)}</ul>`}
<h3>What leaves</h3>
${egress.length === 0 ? html`<p>Nothing of these templates connects to anything.</p>` : egress.map(egressPart)}`;
}

function entryPart({ logicalId, type, template, ways }: Exposure): Markup {
  return html`<section class="entry"><h3><code>${logicalId}</code> (${type})</h3>
<p class="quiet">${template}</p>
<ul>${ways.map((way) => html`<li>${way}</li>`)}</ul></section>
`;
}

function openingPart({ kind, template, logicalId, type, path, actual }: Exposure): Markup {
  const sure = kind === 'opening' ? 'open' : 'only the deployment tells';
  return html`<li class="entry"><b>${sure}</b> <code>${logicalId}</code> ${type} <span class="quiet">${template}</span>
<div><code>${path}</code> is <code>${actual}</code></div></li>
`;
}

function egressPart({ resources, addresses, names, endpoints, leavesOpen }: Egress): Markup {
  const lists: readonly (readonly [string, readonly string[]])[] = [
    ['Addresses', addresses],
    ['Names that resolve', names],
    ['Endpoints', endpoints],
    ['Left open', leavesOpen],
  ];
  return html`<section class="entry"><h4>${[...new Set(resources)].join(', ')}</h4>
<dl class="pairs">${lists.map(([word, items]) => html`<dt>${word}</dt><dd>${items.length === 0 ? 'none' : items.map((item) => html`${item}<br>`)}</dd>`)}</dl></section>
`;
}

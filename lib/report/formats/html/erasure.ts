import type { JudgedStorefront } from '../../judged-storefront.ts';
import type { Report } from '../../report.ts';
import { html, type Markup } from './markup.ts';

/** For each environment the day on which the last backup of a person ends, and what each store still holds until then. */
export function erasure({ storefronts }: Report): Markup {
  if (storefronts.length === 0) return html`<p>No template says that it belongs to a shop.</p>`;
  return html`${storefronts.map(ofEnvironment)}`;
}

function ofEnvironment({ shop, environment, erasure: { days, stores } }: JudgedStorefront): Markup {
  return html`<section><h3>${shop}, ${environment}</h3>
<p>${days} days after an erasure no backup brings the person back.</p>
${stores.length > 0 ? table(`${shop}, ${environment}`, stores) : html`<p>None of its templates says that it holds personal data.</p>`}</section>
`;
}

type Stores = JudgedStorefront['erasure']['stores'];

function table(whose: string, stores: Stores): Markup {
  return html`<div class="wide" role="region" aria-label="Stores of ${whose}" tabindex="0"><table>
<thead><tr><th scope="col">Store</th><th scope="col">Type</th><th scope="col">Gone after</th><th scope="col">What holds it until then</th></tr></thead>
<tbody>${stores.map(
    ({ logicalId, template, type, days, remnants }) =>
      html`<tr><th scope="row"><code>${logicalId}</code><br><span class="quiet">${template}</span></th><td>${type}</td><td>${inDays(days)}</td><td>${remnants.map((remnant) => `${remnant.in}: ${inDays(remnant.days)}`).join('; ')}</td></tr>
`,
  )}</tbody></table></div>`;
}

function inDays(days: number | undefined): string {
  return days === undefined ? 'no end is shown' : `${days} days`;
}

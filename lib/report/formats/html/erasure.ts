import { groupBy } from '../../../group-by.ts';
import { count } from '../../count.ts';
import type { JudgedStorefront } from '../../judged-storefront.ts';
import type { Report } from '../../report.ts';
import { html, type Markup } from './markup.ts';
import { byTemplate } from './place.ts';

/** For each environment the day on which the last backup of a person ends, and what each store still holds until then. */
export function erasure({ storefronts }: Report): Markup {
  if (storefronts.length === 0) return html`<p>No template says that it belongs to a shop.</p>`;
  return html`${storefronts.map(ofEnvironment)}`;
}

function ofEnvironment({ shop, environment, erasure: { days, stores } }: JudgedStorefront): Markup {
  return html`<section><h3>${shop}, ${environment}</h3>
<p>${days} days after an erasure no backup brings the person back.</p>
${stores.length > 0 ? list(stores) : html`<p>None of its templates says that it holds personal data.</p>`}</section>
`;
}

type Stores = JudgedStorefront['erasure']['stores'];

/** Stores that hold a person in the same way and for as long are told together. */
function list(stores: Stores): Markup {
  const groups = groupBy(stores, ({ type, days, remnants }) => JSON.stringify([type, days, remnants]));
  return html`<ul class="seen">${[...groups.values()].map(alike)}</ul>`;
}

function alike(stores: Stores): Markup {
  const [first] = stores;
  if (!first) return html``;
  const { type, days, remnants } = first;
  const held = remnants.map((remnant) => `${remnant.in}: ${inDays(remnant.days)}`).join('; ');
  return html`<li><b>${inDays(days)}</b> ${type}, ${held}
<div class="quiet">${byTemplate(stores)}</div></li>
`;
}

function inDays(days: number | undefined): string {
  return days === undefined ? 'no end is shown' : count(days, 'day');
}

import type { Resource } from '../../cloudformation/model/types.ts';
import { html, type Markup } from '../../report/formats/html/markup.ts';
import { type EvidenceEnvironment, environmentsOf } from '../environment.ts';
import type { Chapter, Evidence } from '../evidence.ts';
import { jsonText } from '../evidence.ts';
import { evidencePage } from '../pages/page.ts';
import { made, placeOf } from '../registers/register.ts';
import type { BillOfMaterials } from './software.ts';

/** Which packages of others each function runs: its bill of materials, found by the bytes of its code. */
export const softwareChapter: Chapter = {
  title: 'Software',
  page: 'software.html',
  tells: 'What each function is made of, with its bill of materials, and what the kit is made of.',
  minutes: 5,
  files: (evidence) => [
    { path: 'software.html', content: softwarePage(evidence) },
    { path: 'software.json', content: softwareJson(evidence) },
    ...billsOf(evidence).map((bill) => ({ path: pathOf(bill), content: bill.text })),
  ],
};

/** What one function runs, as far as it is known. */
interface FunctionCode {
  readonly place: string;
  /** The hash of its asset, as the template names it. */
  readonly asset?: string;
  readonly bill?: BillOfMaterials;
  /** Why no bill is known, as the rest of a sentence. */
  readonly unknown?: string;
}

function billsOf({ software }: Evidence): readonly BillOfMaterials[] {
  return software?.bills ?? [];
}

function pathOf({ name }: BillOfMaterials): string {
  return `sbom/${name}`;
}

function codeIn(environment: EvidenceEnvironment, evidence: Evidence): readonly FunctionCode[] {
  return made(environment, 'AWS::Lambda::Function').map((resource) => codeOf(resource, evidence));
}

function codeOf(resource: Resource, evidence: Evidence): FunctionCode {
  const place = placeOf(resource);
  const key = resource.property('Code.S3Key').literal;
  const [, asset] = /^([0-9a-f]{64})\.zip$/.exec(typeof key === 'string' ? key : '') ?? [];
  if (asset === undefined) return { place, unknown: 'its code is no asset of a cloud assembly' };
  const program = evidence.software?.programs.get(asset);
  if (program === undefined) return { place, asset, unknown: 'its code was not given with the templates' };
  const bill = billsOf(evidence).find(({ code }) => code === program);
  return bill ? { place, asset, bill } : { place, asset, unknown: 'its code is no function of this kit' };
}

function softwareJson(evidence: Evidence): string {
  const environments = environmentsOf(evidence).map((environment) => ({
    shop: environment.storefront.shop,
    environment: environment.storefront.environment,
    functions: codeIn(environment, evidence).map(({ bill, ...code }) => ({
      ...code,
      ...(bill && { bill: pathOf(bill), program: bill.code }),
    })),
  }));
  const bills = billsOf(evidence).map((bill) => ({ path: pathOf(bill), packages: bill.packages }));
  return jsonText({ environments, bills });
}

function softwarePage(evidence: Evidence): string {
  const bills = billsOf(evidence);
  const content = html`<p>A bill of materials (CycloneDX 1.6) lists what a program holds of others: name, version, licence, and the hash of the archive that was installed. It belongs to a
function where the SHA-256 of the function's program is the one that the bill names, whatever anything is called.</p>
${bills.length === 0 ? html`<p>No bill of materials was built.</p>` : html`<ul>${bills.map((bill) => html`<li><a href="${pathOf(bill)}">${bill.name}</a>, ${bill.packages} packages</li>`)}</ul>`}
${environmentsOf(evidence).map(
  (
    environment,
  ) => html`<section><h2>${environment.storefront.shop}, ${environment.storefront.environment}</h2>
${table(codeIn(environment, evidence))}</section>
`,
)}`;
  return evidencePage({ title: softwareChapter.title, evidence, content });
}

function table(all: readonly FunctionCode[]): Markup {
  if (all.length === 0) return html`<p>No function is in the templates.</p>`;
  return html`<div class="wide" role="region" aria-label="Functions and their bills" tabindex="0"><table>
<thead><tr><th scope="col">function</th><th scope="col">asset of its code</th><th scope="col">bill of materials</th></tr></thead>
<tbody>${all.map(
    ({ place, asset, bill, unknown }) =>
      html`<tr><td>${place}</td><td>${asset ?? 'none'}</td><td>${bill ? html`<a href="${pathOf(bill)}">${bill.name}</a>` : `unknown: ${unknown ?? ''}`}</td></tr>
`,
  )}</tbody></table></div>`;
}

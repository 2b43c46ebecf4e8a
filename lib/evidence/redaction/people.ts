import { kit } from '../../contract/kit-decisions.ts';
import { formatJson } from '../../report/formats/json.ts';
import type { Evidence } from '../evidence.ts';

/** Fields that name a person, or a team that answers for something, in records, acceptances, declarations and contracts. */
const fields: ReadonlySet<string> = new Set([
  'approver',
  'author',
  'authorisedBy',
  'by',
  'owner',
  'reviewer',
]);

/** Everybody whom the evidence names in a field that is for it. Who stands only in a sentence is not known. */
export function peopleIn({ model, report, ...others }: Evidence): readonly string[] {
  const contracts = [...model.storefronts, ...model.accounts].map(({ contract }) => contract);
  const templates = model.templates.map(({ contract }) => contract?.contract);
  const names = new Set<string>();
  // As it is written: in memory the report refers to resources, and these to each other.
  const written: unknown = JSON.parse(formatJson(report));
  collect([others, written, contracts, templates], names);
  names.delete(kit);
  return [...names].sort();
}

function collect(value: unknown, names: Set<string>): void {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return;
  const { about } = value as { readonly about?: unknown };
  for (const [name, item] of Object.entries(value)) {
    // A provider that signs its own attestation is no person, and a third party that everybody is told of.
    if (typeof item === 'string' && fields.has(name) && item !== about) names.add(item.trim());
    else collect(item, names);
  }
}

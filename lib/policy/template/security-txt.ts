import type { Model, StorefrontTemplates } from '../../cloudformation/model/model.ts';
import { wholeTemplate } from '../../cloudformation/model/resource.ts';
import { Observation } from '../observation.ts';
import type { RuleText } from '../rule.ts';

/** So long before its last day somebody has to make sure of the contact. */
const leastDays = 30;

/** Says of each storefront whose `security.txt` counts no longer, or not for long; nothing without a day to judge on. */
export function expiringSecurityTxt(model: Model, asOf: string | undefined): readonly Observation[] {
  if (asOf === undefined) return [];
  return model.storefronts.flatMap((storefront) => expiring(storefront, asOf));
}

function expiring({ contract, templates }: StorefrontTemplates, asOf: string): readonly Observation[] {
  const expires = contract.securityTxt?.expires;
  const template = templates.find(({ storefront }) => storefront?.stack === 'edge') ?? templates[0];
  if (expires === undefined || template === undefined) return [];
  const days = (Date.parse(expires) - Date.parse(asOf)) / 86_400_000;
  if (days >= leastDays) return [];
  return [
    new Observation({
      status: 'fail',
      resource: wholeTemplate(template),
      place: 'Metadata.Palisade.securityTxt.expires',
      about: expires,
      actual: expires,
      expected: `a day that is ${leastDays} days away at least`,
      says: `is ${expires}, ${days < 0 ? 'which is over' : `${days} days away`}; make sure that the security contact answers, and write the day as securityTxt.reviewed`,
    }),
  ];
}

/** A contact that nobody tried for a year is worse than none: reports go there and nobody reads them. */
export const securityTxtCounts: RuleText = {
  id: 'TEMPLATE-security-txt',
  title: 'The contact in security.txt was tried within a year',
  severity: 'low',
  why: 'Whoever finds a vulnerability writes to an address that may be read by nobody, and tells it to the public next.',
  fix: 'Make sure that the security contact answers, write the day as securityTxt.reviewed in the storefront file, and deploy.',
  controls: [],
  since: '0.1.0',
  stage: 'enforced',
};

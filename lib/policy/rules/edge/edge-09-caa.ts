import {
  isPublic,
  mayBeIn,
  mayBeOf,
  recordGroup,
  recordSets,
  recordsInZone,
  recordsNamed,
} from '../../../cloudformation/hosted-zones.ts';
import type { Model, StorefrontTemplates } from '../../../cloudformation/model/model.ts';
import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import { referenced } from '../../../cloudformation/references.ts';
import { bestOf, flawsOf } from '../../choices.ts';
import { doubtAbout, expectReference } from '../../expect.ts';
import { missing, notApplicable, type Observation, observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { isCaaFor, issuers } from './caa.ts';

/** Who may issue certificates: asked of each CAA record, of each zone, and of the name of each storefront. */
export const edge09Caa: Rule = {
  id: 'EDGE-09-caa',
  title: 'Only Amazon’s authorities may issue certificates',
  severity: 'low',
  types: [
    'AWS::Route53::RecordSet',
    recordGroup,
    'AWS::Route53::HostedZone',
    'AWS::CloudFront::Distribution',
  ],
  why: 'A certificate that another authority issued by mistake or by fraud lets somebody else answer as the shop, padlock included.',
  fix: 'Add a CAA record set for the name, with issue entries for amazon.com, amazontrust.com, awstrust.com or amazonaws.com and no other.',
  controls: ['EDGE-09'],
  since: '0.1.0',
  stage: 'enforced',
  check: (resource, model) => {
    if (resource.type === 'AWS::Route53::HostedZone') return zoneRecords(resource, model);
    return resource.type === 'AWS::CloudFront::Distribution'
      ? storefront(resource, model)
      : records(resource);
  },
};

function records(resource: Resource): readonly Observation[] {
  const seen = recordSets(resource)
    .filter((record) => mayBeOf('CAA', record))
    .map(issuers);
  return seen.length > 0 ? seen : [notApplicable(resource, 'it is not a CAA record set')];
}

function zoneRecords(hostedZone: Resource, model: Model): readonly Observation[] {
  if (!isPublic(hostedZone)) return [notApplicable(hostedZone, 'the zone only answers inside a VPC')];
  const name = hostedZone.property('Name');
  const written = typeof name.literal === 'string' ? name.literal : undefined;
  return bestOf(recordsOfZone(hostedZone, written, model), [
    missing(hostedZone, 'Properties', `a CAA record set for ${name.toString()}`),
  ]);
}

function* recordsOfZone(
  zone: Resource,
  name: string | undefined,
  model: Model,
): Generator<readonly Observation[]> {
  const candidates =
    name === undefined ? recordsInZone(model, zone, 'CAA') : recordsNamed(model, zone, { type: 'CAA', name });
  for (const candidate of candidates) {
    if (!mayBeIn(candidate, zone)) continue;
    const id = candidate.resource.property('HostedZoneId');
    yield [...guards(candidate, zone, name), ...(id.isAbsent ? [] : [expectReference(id, zone)])];
  }
}

/** A record in somebody else's zone guards the shop's own name, so a storefront needs one in any case. */
function storefront(distribution: Resource, model: Model): readonly Observation[] {
  const owner = model.storefrontOf(distribution.template);
  if (!owner) return [notApplicable(distribution, 'no storefront names its domain')];
  const { domain, includeSubdomains, launch, stacks } = owner.contract;
  if (launch !== 'live' && !stacks.includes('dns')) {
    const why = `the launch is at ${launch}, so ${domain} is still somebody else's, whose certificates a CAA record would stop`;
    return [notApplicable(distribution, why)];
  }
  if (!includeSubdomains) return [notApplicable(distribution, ofWholeZone(domain))];
  const flaws = bestOf(guardsOf(domain, distribution, model), [lacking(distribution, owner, model)]);
  // What is good about the record is said of the record itself.
  return flaws.length > 0 ? flaws : [notApplicable(distribution, `a CAA record set guards ${domain}`)];
}

/** The record would bind every name of the zone, and might be there already. */
function ofWholeZone(domain: string): string {
  return `${domain} is the name of a zone that serves more than the shop, whose owner decides who may issue certificates; includeSubdomains does not ask for a CAA record set`;
}

function* guardsOf(domain: string, distribution: Resource, model: Model): Generator<readonly Observation[]> {
  for (const candidate of recordsNamed(model, distribution, { type: 'CAA', name: domain })) {
    yield flawsOf(guards(candidate, distribution, domain));
  }
}

/** The zone of the domain is in the dns stack, where the storefront has one. */
function lacking(distribution: Resource, owner: StorefrontTemplates, model: Model): Observation {
  const { domain, stacks } = owner.contract;
  const lacks = missing(distribution, 'Properties', `a CAA record set for ${domain}`);
  if (!stacks.includes('dns') || model.stackOf(owner, 'dns')) return lacks;
  const says = `has no CAA record set for ${domain} in these templates; the dns stack is not among them`;
  return lacks.with({ status: 'unknown', missingStack: 'dns', says });
}

function guards(candidate: Value, subject: Resource, name: string | undefined): readonly Observation[] {
  return [
    ...isCaaFor(candidate, name),
    ...flawsOf([issuers(candidate)]),
    ...hidden(candidate),
    ...(candidate.isOptional
      ? [observation('unknown', candidate, { expected: 'a record that exists in every case' })]
      : []),
    ...doubtAbout(candidate.resource, subject),
  ];
}

/** Authorities ask the internet, which a zone of a VPC never answers. */
function hidden({ resource }: Value): readonly Observation[] {
  const id = resource.property('HostedZoneId');
  const home = referenced(id);
  if (home?.type !== 'AWS::Route53::HostedZone' || isPublic(home)) return [];
  return [observation('fail', id, { expected: 'a zone that answers the internet' })];
}

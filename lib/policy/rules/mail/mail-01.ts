import {
  isPublic,
  mayBeOf,
  nameOf,
  recordSets,
  recordsNamed,
  recordTypes,
} from '../../../cloudformation/hosted-zones.ts';
import type { Model } from '../../../cloudformation/model/model.ts';
import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import { bestOf, flawsOf } from '../../choices.ts';
import { doubtAbout } from '../../expect.ts';
import { missing, notApplicable, type Observation, observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { dmarcPrefix, mayHoldDmarc, protects, reports } from './dmarc.ts';
import { domainOf, hasZoneOf, identityType, namedIdentities } from './identities.ts';
import { lacking, type MailName, mailNames, whyNotAsked } from './shop-names.ts';
import { isSaidToSendNone } from './spf.ts';

/** What receivers are asked to do with forged mail: of each DMARC record, each zone, each name that sends, and each name of a storefront. */
export const mail01: Rule = {
  id: 'MAIL-01',
  title: 'Receivers are asked to refuse mail that is forged in the names of the shop',
  severity: 'medium',
  types: [...recordTypes, 'AWS::Route53::HostedZone', identityType, 'AWS::CloudFront::Distribution'],
  required: { type: 'AWS::CloudFront::Distribution', stack: 'edge' },
  why: 'Forged order mails in the name of the shop send shoppers to pages that take their cards.',
  fix: 'Add one TXT record _dmarc.NAME with v=DMARC1; p=reject; sp=reject; np=reject, and rua=mailto:ADDRESS where the name sends mail.',
  controls: ['MAIL-01'],
  since: '0.1.0',
  stage: 'enforced',
  check: (resource, model) => {
    if (resource.type === 'AWS::Route53::HostedZone') return zone(resource, model);
    if (resource.type === 'AWS::CloudFront::Distribution') return storefront(resource, model);
    return resource.type === identityType ? identity(resource, model) : records(resource, model);
  },
};

function records(resource: Resource, model: Model): readonly Observation[] {
  const seen = recordSets(resource)
    .filter((record) => mayBeOf('TXT', record))
    .filter((record) => nameOf(record)?.startsWith(dmarcPrefix) || mayHoldDmarc(record))
    .flatMap((record) => content(record, model));
  return seen.length > 0 ? seen : [notApplicable(resource, 'it is no DMARC record')];
}

function content(record: Value, model: Model): readonly Observation[] {
  const name = nameOf(record);
  const owner = name?.startsWith(dmarcPrefix) ? name.slice(dmarcPrefix.length) : undefined;
  const silent =
    owner !== undefined &&
    namedIdentities(model, record.resource, owner).length === 0 &&
    isSaidToSendNone(owner, record.resource, model);
  return [...policy(record, owner, model), ...(silent ? [] : [reports(record)])];
}

/** A storefront rejects, unless its contract declares a step of a ramp, whose weakness is accepted until its last day. */
function policy(record: Value, owner: string | undefined, model: Model): readonly Observation[] {
  const contract = model.storefrontOf(record.resource.template)?.contract;
  if (!contract) return [protects(record, 'quarantine')];
  const { from, dmarc } = contract.mail ?? {};
  if (owner !== from || dmarc?.until === undefined || dmarc.policy === 'reject')
    return [protects(record, 'reject')];
  const next =
    dmarc.policy === 'none' ? 'write policy: quarantine' : 'remove the ramp, and forged mail is rejected';
  const weak = protects(record, 'reject').with({ about: `p=${dmarc.policy}` });
  return [
    protects(record, dmarc.policy),
    ...flawsOf([weak.withNote(`the step of the ramp ends on ${dmarc.until}; then ${next}`)]),
  ];
}

function zone(hostedZone: Resource, model: Model): readonly Observation[] {
  if (!isPublic(hostedZone)) return [notApplicable(hostedZone, 'the zone only answers inside a VPC')];
  const owner = model.storefrontOf(hostedZone.template);
  const why = owner && whyNotAsked(owner);
  if (why !== undefined) return [notApplicable(hostedZone, why)];
  const name = hostedZone.property('Name');
  if (typeof name.literal !== 'string') {
    return [observation('unknown', name, { expected: 'a name whose DMARC record is among the templates' })];
  }
  const written = name.literal.toLowerCase().replace(/\.$/, '');
  const stack = owner?.contract.mail?.from === written ? 'mail' : 'edge';
  const lacks = owner
    ? lacking(hostedZone, { name: written, stack }, { what: 'DMARC record', owner, model })
    : missing(hostedZone, 'Properties', `a DMARC record for ${written}`);
  return saidOnce(hostedZone, bestOf(flawsAt(hostedZone, [written], model), [lacks]), written);
}

/** What is good about a record is said of the record itself. */
function saidOnce(subject: Resource, flaws: readonly Observation[], name: string): readonly Observation[] {
  return flaws.length > 0 ? flaws : [notApplicable(subject, `a DMARC record guards ${name}`)];
}

function* flawsAt(
  subject: Resource,
  names: readonly string[],
  model: Model,
): Generator<readonly Observation[]> {
  for (const name of names) {
    for (const record of recordsNamed(model, subject, { type: 'TXT', name: `${dmarcPrefix}${name}` })) {
      yield [...flawsOf(content(record, model)), ...presence(record, subject, name)];
    }
  }
}

/** Whether the record surely is that of the name, and is there in every case. */
function presence(record: Value, subject: Resource, name: string): readonly Observation[] {
  const isNamed = nameOf(record) !== undefined;
  const isText = record.at('Type').literal === 'TXT';
  return [
    ...(isNamed ? [] : [observation('unknown', record.at('Name'), { expected: `${dmarcPrefix}${name}` })]),
    ...(isText ? [] : [observation('unknown', record.at('Type'), { expected: 'TXT' })]),
    ...(record.isOptional
      ? [observation('unknown', record, { expected: 'a record that exists in every case' })]
      : []),
    ...doubtAbout(record.resource, subject),
  ];
}

/** A name that sends is guarded by a record of its own, or by that of a name above it, which speaks for those below. */
function identity(resource: Resource, model: Model): readonly Observation[] {
  const owner = model.storefrontOf(resource.template);
  const why = owner && whyNotAsked(owner);
  if (why !== undefined) return [notApplicable(resource, why)];
  const name = domainOf(resource);
  const value = resource.property('EmailIdentity');
  if (name === undefined) {
    return [observation('unknown', value, { expected: 'a name whose DMARC record is among the templates' })];
  }
  const labels = name.split('.');
  const above = labels.map((_, index) => labels.slice(index).join('.')).slice(0, -1);
  const unseen = observation('unknown', value, {
    expected: 'a name whose DMARC record is among the templates',
  });
  const lacks = hasZoneOf(name, resource, model)
    ? missing(resource, value, `a DMARC record for ${name}`)
    : unseen.with({
        says: `is ${name}, whose DMARC record is not in these templates`,
        ownersControl: 'MAIL-01',
      });
  return saidOnce(resource, bestOf(flawsAt(resource, above, model), [lacks]), name);
}

function storefront(distribution: Resource, model: Model): readonly Observation[] {
  const owner = model.storefrontOf(distribution.template);
  if (!owner) return [notApplicable(distribution, 'no storefront names its hosts')];
  const why = whyNotAsked(owner);
  if (why !== undefined) return [notApplicable(distribution, why)];
  return mailNames(owner).flatMap((name) => {
    const seen = bestOf(flawsAt(distribution, [name.name], model), [
      absent(
        distribution,
        name,
        () => lacking(distribution, name, { what: 'DMARC record', owner, model }),
        model,
      ),
    ]);
    return saidOnce(distribution, seen, name.name);
  });
}

/** Of a record that somebody else has, only that it is theirs is known. */
function absent(
  distribution: Resource,
  { name, stack }: MailName,
  lacks: () => Observation,
  model: Model,
): Observation {
  const contract = model.storefrontOf(distribution.template)?.contract;
  if (stack === 'edge' || contract?.mail?.dmarc !== undefined) return lacks();
  const says = `was not seen: the DMARC record of ${name} is somebody else's`;
  return lacks().with({ status: 'unknown', ownersControl: 'MAIL-01', says });
}

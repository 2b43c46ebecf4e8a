import type { Model } from '../../../cloudformation/model/model.ts';
import type { Resource } from '../../../cloudformation/model/types.ts';
import { referenced } from '../../../cloudformation/references.ts';
import { bestOf, flawsOf, inTurn } from '../../choices.ts';
import { doubtAbout, expectOneOf, expectTrue, observe, observeLiteral } from '../../expect.ts';
import { missing, notApplicable, type Observation, observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { domainOf, identityType, namedIdentities } from './identities.ts';
import { bounceRecords, dkimRecords } from './identity-records.ts';
import { lacking, whyNotAsked } from './shop-names.ts';

/** What mail is sent by; what its SPF records say is `MAIL-02-spf`. */
export const mail02: Rule = {
  id: 'MAIL-02',
  title: 'Mail is signed, comes back to a name of the shop, and leaves by TLS',
  severity: 'medium',
  types: [identityType, 'AWS::CloudFront::Distribution'],
  why: 'Mail that receivers cannot tell from a forgery ends among the junk, and DMARC protects nothing that is not signed.',
  fix: 'Give the AWS::SES::EmailIdentity DKIM keys of 2048 bits with their three CNAME records, a MailFromDomain below it with MX and SPF records and REJECT_MESSAGE where these fail, and a configuration set whose TlsPolicy is REQUIRE.',
  controls: ['MAIL-02'],
  since: '0.1.0',
  stage: 'enforced',
  check: (resource, model) =>
    resource.type === identityType ? identity(resource, model) : storefront(resource, model),
};

function identity(resource: Resource, model: Model): readonly Observation[] {
  return [
    expectTrue(resource.property('DkimAttributes.SigningEnabled').withDefault(true)),
    expectOneOf(resource.property('DkimSigningAttributes.NextSigningKeyLength'), ['RSA_2048_BIT']),
    mailFrom(resource),
    ...withoutMx(resource),
    ...tls(resource),
    ...dkimRecords(resource, model),
    ...bounceRecords(resource, model),
  ];
}

/** With a domain of Amazon's for bounces, SPF would say nothing about the shop's name. */
function mailFrom(resource: Resource): Observation {
  const domain = domainOf(resource);
  const value = resource.property('MailFromAttributes.MailFromDomain');
  const expected = `a name below ${domain ?? 'the identity'}`;
  return observe(value, { expected }, (resolved) => {
    if (resolved.kind === 'absent') return false;
    if (resolved.kind !== 'literal' || domain === undefined) return undefined;
    return String(resolved.value).toLowerCase().endsWith(`.${domain}`);
  });
}

/** Mail that SES sends under a name of its own while the MX record of the bounces is gone passes by its signature alone. */
function withoutMx(resource: Resource): readonly Observation[] {
  const attributes = resource.property('MailFromAttributes');
  if (attributes.at('MailFromDomain').isAbsent) return [];
  const behaviour = attributes.at('BehaviorOnMxFailure').withDefault('USE_DEFAULT_VALUE');
  return flawsOf([expectOneOf(behaviour, ['REJECT_MESSAGE'])]);
}

/** Whether mail may leave in clear text is said by the configuration set that the identity sends with. */
function tls(resource: Resource): readonly Observation[] {
  const value = resource.property('ConfigurationSetAttributes.ConfigurationSetName');
  const expected = 'a configuration set of these templates';
  if (value.isAbsent) return [missing(resource, value, expected)];
  const set = referenced(value);
  if (set?.type !== 'AWS::SES::ConfigurationSet') return [observation('unknown', value, { expected })];
  return [
    observation('pass', value, { expected }),
    expectOneOf(set.property('DeliveryOptions.TlsPolicy'), ['REQUIRE']),
    ...doubtAbout(set, resource),
  ];
}

/** A storefront that says it sends mail has an identity to send it with. */
function storefront(distribution: Resource, model: Model): readonly Observation[] {
  const owner = model.storefrontOf(distribution.template);
  const from = owner?.contract.mail?.from;
  if (!owner || from === undefined)
    return [notApplicable(distribution, 'no storefront says that it sends mail')];
  const why = whyNotAsked(owner);
  if (why !== undefined) return [notApplicable(distribution, why)];
  const name = { name: from, stack: 'mail' as const };
  const flaws = bestOf(
    inTurn(namedIdentities(model, distribution, from), (each) => [
      ...flawsOf([isNamed(each, from)]),
      ...doubtAbout(each, distribution),
    ]),
    [lacking(distribution, name, { what: 'AWS::SES::EmailIdentity', owner, model })],
  );
  return flaws.length > 0 ? flaws : [notApplicable(distribution, `an identity sends from ${from}`)];
}

function isNamed(identityOfMail: Resource, from: string): Observation {
  return observeLiteral(
    identityOfMail.property('EmailIdentity'),
    { expected: from },
    () => domainOf(identityOfMail) === from,
  );
}

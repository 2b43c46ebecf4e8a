import {
  mayBeOf,
  nameOf,
  recordSets,
  recordsNamed,
  recordTypes,
  sameName,
} from '../../../cloudformation/hosted-zones.ts';
import type { Model } from '../../../cloudformation/model/model.ts';
import { all, some } from '../../../cloudformation/model/truth.ts';
import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import { holdsOnly, textIs } from '../../../cloudformation/texts.ts';
import { answeredNames, hostNames } from '../../../contract/launch.ts';
import type { StorefrontContract } from '../../../contract/schema.ts';
import { bestOf, flawsOf, inTurn } from '../../choices.ts';
import { doubtAbout, expectReference, expectSeen, observe, observeList } from '../../expect.ts';
import { missing, notApplicable, type Observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { certificatesOf } from './edge-03.ts';

/** Which names lead to the shop: asked of the distribution, its certificate and its records, as far as the shop has moved in. */
export const edge03Names: Rule = {
  id: 'EDGE-03-names',
  title: 'The distribution answers to the names of the shop and no others, as far as it has moved in',
  severity: 'high',
  types: ['AWS::CloudFront::Distribution'],
  why: 'A name that leads nowhere is an outage, and one that nobody declared is a way into the shop that nobody watches.',
  fix: 'List the domain and the aliases of the storefront file as Aliases from the cutover on, all of them in the certificate, and add an A and an AAAA record for each once the shop is live.',
  controls: ['EDGE-03'],
  since: '0.1.0',
  stage: 'enforced',
  check: names,
};

function names(distribution: Resource, model: Model): readonly Observation[] {
  const shop = model.storefrontOf(distribution.template)?.contract;
  if (!shop) return [notApplicable(distribution, 'no storefront names its hosts')];
  return [
    ...aliases(distribution, shop),
    ...certificates(distribution, shop),
    ...records(distribution, shop, model),
  ];
}

function aliases(distribution: Resource, shop: StorefrontContract): readonly Observation[] {
  const list = distribution.property('DistributionConfig.Aliases');
  const wanted = answeredNames(shop);
  if (wanted.length === 0) {
    const seen = flawsOf([
      observeList(list, { expected: 'no alias while the shop is in the shadow' }, isEmpty),
    ]);
    return seen.length > 0
      ? seen
      : [notApplicable(distribution, 'the shop is in the shadow and answers under no name of its own')];
  }
  return [observeList(list, { expected: wanted.join(', ') }, (items) => areNames(items, wanted))];
}

function certificates(distribution: Resource, shop: StorefrontContract): readonly Observation[] {
  const arn = distribution.property('DistributionConfig.ViewerCertificate.AcmCertificateArn');
  const seen = certificatesOf(arn);
  if (seen.length === 0)
    return [expectSeen(arn, 'a certificate among the templates, whose names are to be seen')];
  return seen.flatMap((certificate) => certified(certificate, shop));
}

/** The certificate may be there before the names are, and has to bear each of them. */
function certified(certificate: Resource, shop: StorefrontContract): readonly Observation[] {
  const first = certificate.property('DomainName');
  const others = certificate.property('SubjectAlternativeNames');
  return hostNames(shop).map((name) => {
    const inFirst = textIs(first, (text) => sameName(text, name));
    if (inFirst) return observe(first, { expected: name, about: name }, () => true);
    return observeList(others, { expected: `${name} among the names`, about: name }, (items) =>
      some([inFirst, ...items.map((item) => textIs(item, (text) => sameName(text, name)))]),
    );
  });
}

const addressTypes = ['A', 'AAAA'] as const;

function records(distribution: Resource, shop: StorefrontContract, model: Model): readonly Observation[] {
  if (shop.launch !== 'live') {
    return [
      notApplicable(distribution, `the launch is at ${shop.launch}, so no record leads to the shop yet`),
    ];
  }
  return hostNames(shop).flatMap((name) =>
    addressTypes.flatMap((type) =>
      bestOf(
        inTurn(candidates(distribution, { type, name }, model), (set) => leads(set, distribution)),
        [missing(distribution, 'Properties', `a record ${type} for ${name}`)],
      ),
    ),
  );
}

interface Wanted {
  readonly type: (typeof addressTypes)[number];
  readonly name: string;
}

/** The records of a name that mention the distribution, and where there is none those that may lead to it all the same. */
function candidates(distribution: Resource, { type, name }: Wanted, model: Model): readonly Value[] {
  const own = recordTypes
    .flatMap((each) => model.referrers(distribution, each))
    .flatMap(recordSets)
    .filter((set) => mayBeOf(type, set) && sameName(nameOf(set) ?? name, name));
  return own.length > 0 ? own : recordsNamed(model, distribution, { type, name });
}

function leads(set: Value, distribution: Resource): readonly Observation[] {
  return [
    expectReference(set.at('AliasTarget.DNSName'), distribution, 'DomainName'),
    ...doubtAbout(set.resource, distribution),
  ];
}

function areNames(items: readonly Value[], wanted: readonly string[]) {
  return all([
    holdsOnly(items, (text) => wanted.some((name) => sameName(text, name))),
    ...wanted.map((name) => some(items.map((item) => textIs(item, (text) => sameName(text, name))))),
  ]);
}

function isEmpty(items: readonly Value[]): boolean {
  return items.length === 0;
}

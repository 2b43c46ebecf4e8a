import { behaviours } from '../../../cloudformation/distributions.ts';
import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import { holds } from '../../../cloudformation/texts.ts';
import { isOpenToShoppers } from '../../../contract/launch.ts';
import type { StorefrontContract } from '../../../contract/schema.ts';
import { flawsOf } from '../../choices.ts';
import { expectAbsent, expectFalse, expectNumber, expectOneOf, expectTrue } from '../../expect.ts';
import { notApplicable, type Observation, observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { verdictAt } from '../../statements/allowed.ts';
import facts from './payment-ways.json' with { type: 'json' };

const config = 'DistributionConfig';

/** What a gateway is answered decides whether it tells again, so that no answer may be better than the truth. */
export const pay12Edge: Rule = {
  id: 'PAY-12-edge',
  title: 'The distribution takes payments and callbacks from everywhere, and answers failures as failures',
  severity: 'high',
  types: ['AWS::CloudFront::Distribution'],
  why: 'A gateway that is answered 200 in place of an error tells nothing again, so that an order is paid and nobody knows it; one that is refused by its country or method tells nothing at all.',
  fix: 'Leave Enabled on and Staging off, give each custom error response the code of an error and at most 300 seconds in the cache, restrict no countries in the distribution, and where functions answer, allow POST and hand all headers on by the managed policy AllViewerExceptHostHeader.',
  controls: ['PAY-12'],
  since: '0.1.0',
  stage: 'enforced',
  check: (distribution, model) => {
    const shop = model.storefrontOf(distribution.template)?.contract;
    if (!shop) return [notApplicable(distribution, 'no storefront takes payments through it')];
    if (!isOpenToShoppers(shop)) return [notApplicable(distribution, 'no shopper comes to it yet')];
    return [
      expectTrue(distribution.property(`${config}.Enabled`)),
      ...flawsOf([
        expectFalse(distribution.property(`${config}.Staging`)),
        ...errorAnswers(distribution.property(`${config}.CustomErrorResponses`)),
        ...everywhere(distribution.property(`${config}.Restrictions.GeoRestriction`)),
        ...takesPosts(distribution, shop),
        ...handsOn(distribution, shop),
      ]),
    ];
  },
};

/** One answer to an error code holds for all paths, callbacks of gateways among them. */
function errorAnswers(answers: Value): readonly Observation[] {
  if (answers.isAbsent) return [];
  if (!answers.isDecidedList)
    return [observation('unknown', answers, { expected: 'a list of error answers' })];
  return answers.items().flatMap((answer) => [
    ...(answer.at('ResponseCode').isAbsent
      ? []
      : [expectNumber(answer.at('ResponseCode').withDefault(400), { min: 400, max: 599 })]),
    expectNumber(answer.at('ErrorCachingMinTTL').withDefault(10), {
      min: 0,
      max: facts.mostErrorCachingSeconds,
    }),
  ]);
}

/** Gateways call from wherever they are, so a shop that sells in some countries alone refuses others in its firewall. */
function everywhere(restriction: Value): readonly Observation[] {
  if (restriction.isAbsent) return [];
  return [
    expectOneOf(restriction.at('RestrictionType').withDefault('none'), ['none']),
    expectAbsent(restriction.at('Locations'), 'no list of countries'),
  ];
}

function takesPosts(distribution: Resource, shop: StorefrontContract): readonly Observation[] {
  return ofFunctions(distribution, shop).map((behaviour) => {
    const methods = behaviour.at('AllowedMethods');
    const verdict = methods.isAbsent
      ? false
      : methods.isDecidedList
        ? holds(methods.items(), 'POST')
        : undefined;
    return verdictAt(verdict, methods, { expected: 'a list with POST' });
  });
}

/** Signatures of gateways stand in headers, which CloudFront keeps for itself unless a policy hands them on. */
function handsOn(distribution: Resource, shop: StorefrontContract): readonly Observation[] {
  return ofFunctions(distribution, shop)
    .map((behaviour) => behaviour.at('OriginRequestPolicyId'))
    .map((policy) => expectOneOf(policy, facts.handingOnEverything));
}

/** The behaviours of paths that functions answer. */
function ofFunctions(distribution: Resource, { paths }: StorefrontContract): readonly Value[] {
  const answered = paths
    .filter(({ serves }) => ['api', 'callback', 'report'].includes(serves))
    .map(({ pattern }) => pattern);
  return behaviours(distribution).filter((behaviour) =>
    answered.includes(String(behaviour.at('PathPattern').literal)),
  );
}

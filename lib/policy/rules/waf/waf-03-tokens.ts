import { sameName } from '../../../cloudformation/hosted-zones.ts';
import type { Model } from '../../../cloudformation/model/model.ts';
import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import { textIs } from '../../../cloudformation/texts.ts';
import { valuesAt } from '../../../cloudformation/value-paths.ts';
import { aclRules } from '../../../cloudformation/web-acls.ts';
import { hostNames } from '../../../contract/launch.ts';
import { expectNumber } from '../../expect.ts';
import { notApplicable, type Observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { verdictAt } from '../../statements/allowed.ts';

/** AWS takes anything between a minute and three days, and five minutes where nothing is written. */
const mostSeconds = 3600;

const tests = ['CaptchaConfig', 'ChallengeConfig'] as const;

/** A token says that a browser has passed a test; whoever has one is not asked again. */
export const waf03Tokens: Rule = {
  id: 'WAF-03-tokens',
  title:
    'A browser that has passed a test is asked again within an hour, and tokens of other sites do not count',
  severity: 'medium',
  types: ['AWS::WAFv2::WebACL', 'AWS::WAFv2::RuleGroup'],
  why: 'With one token that lasts for days, or that another site hands out, a bot tries cards without being asked again.',
  fix: 'Leave ImmunityTime at 300 seconds, or at 3600 at most, and name no TokenDomains but those of the shop.',
  controls: ['WAF-03'],
  since: '0.1.0',
  stage: 'enforced',
  check: (acl, model) => {
    const seen = [...immunities(acl), ...domains(acl, model)];
    return seen.length > 0
      ? seen
      : [notApplicable(acl, 'its tokens are those of its own site, for five minutes')];
  },
};

function immunities(acl: Resource): readonly Observation[] {
  const configs = tests.flatMap((test) => [
    acl.property(test),
    ...aclRules(acl).map((rule) => rule.at(test)),
  ]);
  return configs
    .map((config) => config.at('ImmunityTimeProperty.ImmunityTime'))
    .filter(({ isAbsent }) => !isAbsent)
    .map((time) => expectNumber(time, { max: mostSeconds }));
}

/** Only a contract says which names are the shop's. */
function domains(acl: Resource, model: Model): readonly Observation[] {
  const shop = model.storefrontOf(acl.template)?.contract;
  if (!shop) return [];
  const isOwn = (name: string) => hostNames(shop).some((host) => sameName(name, host));
  return valuesAt(acl, 'TokenDomains[]')
    .filter(({ isAbsent }) => !isAbsent)
    .map((domain: Value) => verdictAt(textIs(domain, isOwn), domain, { expected: 'a name of the shop' }));
}

import type { Resource } from '../../../cloudformation/model/types.ts';
import { attached } from '../../../cloudformation/references.ts';
import { flawsOf } from '../../choices.ts';
import { doubtAbout, expectOneOf, expectReference } from '../../expect.ts';
import { missing, type Observation } from '../../observation.ts';
import { redactsSecrets } from '../../redacted-fields.ts';
import type { Rule } from '../../rule.ts';
import { aboutWebAcls } from './acl-rules.ts';
import { expectDataProtection } from './data-protection.ts';
import { expectLogDestination } from './log-destination.ts';
import { blocksLogged } from './log-filter.ts';

const logging = { type: 'AWS::WAFv2::LoggingConfiguration', path: 'ResourceArn' };

/** Logs of requests are evidence, and hold whatever shoppers send: sessions, passwords, tokens. */
export const waf06: Rule = {
  ...aboutWebAcls,
  id: 'WAF-06',
  title: 'The web ACL logs every request that it does not simply allow, and tells no credentials',
  severity: 'medium',
  why: 'Without logs nobody can tell what was tried; with credentials in them whoever reads the logs becomes the shopper.',
  fix: 'Add an AWS::WAFv2::LoggingConfiguration to a destination named aws-waf-logs-… that redacts the headers authorization and cookie and the query string, and protect the same fields by DataProtectionConfig of the web ACL, rule-match details included.',
  controls: ['WAF-06'],
  check: (acl, model) => {
    const found = attached(model, acl, logging);
    const logged =
      found.length === 0
        ? [missing(acl, 'Properties', `an ${logging.type} that refers to it`)]
        : found.flatMap((one) => configuration(one, acl));
    return [...logged, ...expectDataProtection(acl)];
  },
};

function configuration(found: Resource, acl: Resource): readonly Observation[] {
  return [
    expectReference(found.property('ResourceArn'), acl, 'Arn'),
    ...expectLogDestination(found.property('LogDestinationConfigs')),
    ...redactsSecrets(found),
    ...blocksLogged(found.property('LoggingFilter')),
    // In the scope of a security lake the destination of the shop gets nothing.
    ...flawsOf([expectOneOf(found.property('LogScope').withDefault('CUSTOMER'), ['CUSTOMER'])]),
    ...doubtAbout(found, acl),
  ];
}

import { isOwnAccount } from '../../../cloudformation/accounts.ts';
import { textIs } from '../../../cloudformation/texts.ts';
import { missing } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { seenInAllowed } from '../../statements/allowed.ts';
import { expectLimit, type Limits, principalLimits } from '../../statements/own-limits.ts';

/** What an endpoint lets through does not pass the firewall for names. */
export const net02Endpoints: Rule = {
  id: 'NET-02-endpoints',
  title: 'Endpoints let principals of the account reach resources of the account',
  severity: 'medium',
  types: ['AWS::EC2::VPCEndpoint'],
  why: 'Through an endpoint without a policy, code with keys of another account copies data to that account inside AWS.',
  fix: 'Give the endpoint a PolicyDocument whose statements have aws:PrincipalAccount and aws:ResourceAccount of the account.',
  controls: ['NET-02'],
  since: '0.1.0',
  stage: 'enforced',
  check: (endpoint) => {
    const document = endpoint.property('PolicyDocument');
    const seen = seenInAllowed(document, (statement) => [
      ...expectLimit(statement, principalLimits, 'a condition that limits it to principals of the account'),
      ...expectLimit(statement, resourceLimits, 'a condition that limits it to resources of the account'),
    ]);
    return seen.length > 0
      ? seen
      : [missing(endpoint, document, 'a policy, without which it lets everything through')];
  },
};

const resourceLimits: Limits = {
  'aws:resourceaccount': isOwnAccount,
  'aws:resourceorgid': (value) => textIs(value, (text) => /^o-[a-z0-9]+$/.test(text)),
};

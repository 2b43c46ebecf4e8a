import { isArnOfOwnAccount, isOwnAccount } from '../../../cloudformation/accounts.ts';
import { some, type Truth } from '../../../cloudformation/model/truth.ts';
import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import { textIs } from '../../../cloudformation/texts.ts';
import { expectOneOf } from '../../expect.ts';
import { type Observation, observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { verdictAt } from '../../statements/allowed.ts';
import { isOfOwnAccount } from '../../statements/named-principals.ts';
import facts from './function-endpoints.json' with { type: 'json' };

/** The types that give a function an address on the internet, and what keeps unsigned requests from it. */
const endpoints = new Map(facts.endpoints.map((endpoint) => [endpoint.type, endpoint]));

/** The policies of functions and layers are written as permissions, one statement each. */
export const iam06Functions: Rule = {
  id: 'IAM-06-functions',
  title: 'Only the account and services on its behalf may call its functions or use its layers',
  severity: 'high',
  types: ['AWS::Lambda::Permission', 'AWS::Lambda::LayerVersionPermission', ...endpoints.keys()],
  why: 'Through a permission for everyone, or for a service on anybody’s behalf, strangers call a function around the firewall and the load balancer.',
  fix: 'Name the principal, give services a SourceArn or SourceAccount of the account, and set AuthType of function URLs to AWS_IAM, and of the endpoints of web functions to IamAuth.',
  controls: ['IAM-06', 'IAM-03', 'AUTH-05'],
  since: '0.1.0',
  stage: 'enforced',
  check: (resource) => (judges[resource.type] ?? endpoint)(resource),
};

const judges: Readonly<Record<string, (resource: Resource) => readonly Observation[]>> = {
  'AWS::Lambda::Permission': permission,
  'AWS::Lambda::LayerVersionPermission': (layer) => {
    const principal = layer.property('Principal');
    if (textIs(principal, (text) => text === '*') === false) return [expectOwn(principal)];
    return [expectOrganization(layer.property('OrganizationId'))];
  },
};

function endpoint(resource: Resource): readonly Observation[] {
  const known = endpoints.get(resource.type);
  return known ? [expectOneOf(resource.property(known.property), [known.signed])] : [];
}

function permission(resource: Resource): readonly Observation[] {
  const principal = resource.property('Principal');
  const unsigned = textIs(resource.property('FunctionUrlAuthType'), (type) => type === 'NONE');
  return [
    ...(unsigned === false ? [] : [expectOneOf(resource.property('FunctionUrlAuthType'), ['AWS_IAM'])]),
    ...callers(resource, principal),
  ];
}

function callers(resource: Resource, principal: Value): readonly Observation[] {
  const organization = resource.property('PrincipalOrgID');
  if (!organization.isAbsent) return [expectOrganization(organization)];
  const service = textIs(principal, (text) => /^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$/.test(text));
  if (service !== true) return [expectOwn(principal)];
  return [
    observation('pass', principal, { expected: 'an AWS service' }),
    ...expectSource(resource.property('SourceArn'), resource.property('SourceAccount')),
  ];
}

function expectOwn(principal: Value): Observation {
  return verdictAt(isOfOwnAccount(principal), principal, {
    expected: 'a principal of the account, or an AWS service',
  });
}

function expectOrganization(organization: Value): Observation {
  return verdictAt(
    textIs(organization, (text) => /^o-[a-z0-9]+$/.test(text)),
    organization,
    { expected: 'the id of an organization' },
  );
}

/** Either suffices, and where both do neither alone decides. */
function expectSource(arn: Value, account: Value): readonly Observation[] {
  const judged: readonly (readonly [Value, Truth])[] = [
    [arn, isArnOfOwnAccount(arn)],
    [account, account.isAbsent ? false : isOwnAccount(account)],
  ];
  const expected = 'an ARN of the account, or SourceAccount beside it';
  const binding = judged.filter(([, verdict]) => verdict === true);
  const [only] = binding;
  if (binding.length > 1) return [];
  if (only) return [observation('pass', only[0], { expected })];
  return [verdictAt(some(judged.map(([, verdict]) => verdict)), arn, { expected })];
}

import type { Resource } from '../../../cloudformation/model/types.ts';
import { attached, referenced } from '../../../cloudformation/references.ts';
import { bestOf, inTurn } from '../../choices.ts';
import { doubtAbout, expectReference, expectSeen } from '../../expect.ts';
import { missing, type Observation, observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';

const association = {
  type: 'AWS::Route53Resolver::ResolverQueryLoggingConfigAssociation',
  path: 'ResourceId',
};
const configType = 'AWS::Route53Resolver::ResolverQueryLoggingConfig';

/** Code that was broken into asks for names of hosts first; where the log of it ends is judged by LOG-05-sources. */
export const log10: Rule = {
  id: 'LOG-10',
  title: 'Every VPC logs the names that it asks for',
  severity: 'medium',
  types: ['AWS::EC2::VPC'],
  why: 'Data that leaves by DNS, and the first question of an intruder’s tool, appear in no flow log.',
  fix: 'Add an AWS::Route53Resolver::ResolverQueryLoggingConfig, and an association of it with the VPC.',
  controls: ['LOG-10'],
  since: '0.1.0',
  stage: 'enforced',
  check: (vpc, model) =>
    bestOf(
      inTurn(attached(model, vpc, association), (one) => logged(one, vpc)),
      [missing(vpc, 'Properties', `an ${association.type} that refers to it`)],
    ),
};

function logged(one: Resource, vpc: Resource): readonly Observation[] {
  const id = one.property('ResolverQueryLogConfigId');
  const config = referenced(id);
  const expected = `an ${configType} among the templates`;
  return [
    expectReference(one.property('ResourceId'), vpc),
    ...doubtAbout(one, vpc),
    ...(config?.type === configType
      ? [observation('pass', id, { expected }), ...doubtAbout(config, vpc)]
      : [expectSeen(id, expected)]),
  ];
}

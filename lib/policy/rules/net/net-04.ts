import type { Model } from '../../../cloudformation/model/model.ts';
import type { Resource } from '../../../cloudformation/model/types.ts';
import { attached } from '../../../cloudformation/references.ts';
import { bestOf } from '../../choices.ts';
import { doubtAbout, expectReference } from '../../expect.ts';
import { missing, type Observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import groups from './default-groups.json' with { type: 'json' };

/** CloudFormation cannot say what the default group of a network holds; a custom resource empties it. */
export const net04: Rule = {
  id: 'NET-04',
  title: 'The default security group of each network is closed',
  severity: 'medium',
  types: ['AWS::EC2::VPC'],
  required: { type: 'AWS::EC2::VPC', stack: 'network' },
  why: 'What is started without a group gets the default one, in which everything reaches everything.',
  fix: 'Keep the custom resource that closes it: RegionSettings of this kit, or restrictDefaultSecurityGroup of the CDK.',
  controls: ['NET-04'],
  since: '0.1.0',
  stage: 'enforced',
  check: (network, model) =>
    bestOf(
      groups.closers.flatMap((closer) => closing(network, model, closer)),
      [missing(network, 'Properties', 'a custom resource that closes its default security group')],
    ),
};

function closing(
  network: Resource,
  model: Model,
  { type, path }: { readonly type: string; readonly path: string },
): readonly (readonly Observation[])[] {
  return attached(model, network, { type, path }).map((closer) => [
    expectReference(closer.property(path), network),
    ...doubtAbout(closer, network),
  ]);
}

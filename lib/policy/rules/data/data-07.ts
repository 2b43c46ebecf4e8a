import { attachmentsOf } from '../../../cloudformation/attachments.ts';
import type { Model } from '../../../cloudformation/model/model.ts';
import type { Resource } from '../../../cloudformation/model/types.ts';
import { flawsOf } from '../../choices.ts';
import { isInCluster, leftToCluster } from '../../clusters.ts';
import { expectOneOf } from '../../expect.ts';
import { notApplicable, type Observation, observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import stateful from './stateful-types.json' with { type: 'json' };

interface Stateful {
  /** What CloudFormation does on deletion when nothing is written; on replacement it always deletes. */
  readonly default: string;
  /** Whether CloudFormation can keep a snapshot of it. */
  readonly snapshots: boolean;
}

const types: Readonly<Record<string, Stateful>> = stateful.types;

/** CloudFormation deletes what leaves the template, with everything in it, unless the template forbids it. */
export const data07: Rule = {
  id: 'DATA-07',
  title: 'Stateful resources outlive their stack and their replacement',
  severity: 'high',
  types: Object.keys(types),
  why: 'One renamed construct or deleted stack erases orders, keys or evidence for good.',
  fix: 'Set DeletionPolicy to RetainExceptOnCreate or Retain and UpdateReplacePolicy to Retain (Snapshot for databases), beside Properties, and remove autoDeleteObjects.',
  controls: ['DATA-07'],
  since: '0.1.0',
  stage: 'enforced',
  check: (resource, model) => {
    if (resource.template.storefront?.purpose === 'non-production') {
      return [notApplicable(resource, 'an environment that is not production is made to be taken down')];
    }
    if (isInCluster(resource)) {
      return [leftToCluster(resource, model, 'the cluster of the instance holds the data')];
    }
    return [...kept(resource), ...emptied(resource, model)];
  },
};

function kept(resource: Resource): readonly Observation[] {
  const { default: usual, snapshots } = types[resource.type] ?? { default: 'Delete', snapshots: false };
  const keeping = ['Retain', ...(snapshots ? ['Snapshot'] : [])];
  const onDeletion = expectOneOf(resource.attribute('DeletionPolicy').withDefault(usual), [
    ...keeping,
    'RetainExceptOnCreate',
  ]);
  const onReplacement = expectOneOf(resource.attribute('UpdateReplacePolicy').withDefault('Delete'), keeping);
  // Where the default keeps a snapshot, leaving the attribute out loses nothing, so it proves nothing either.
  return [...(usual === 'Delete' ? [onDeletion] : flawsOf([onDeletion])), onReplacement];
}

const emptying = { type: 'Custom::S3AutoDeleteObjects', path: 'BucketName', name: 'BucketName' };

/** The CDK's custom resource that deletes every object, so that a bucket can be deleted at all. */
function emptied(resource: Resource, model: Model): readonly Observation[] {
  const found = attachmentsOf(model, resource, emptying);
  return found.map((one) =>
    observation('fail', one.property('BucketName'), { expected: 'no bucket that has to be kept' }),
  );
}

import { Stack } from 'aws-cdk-lib';
import { CfnConfigRule } from 'aws-cdk-lib/aws-config';
import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { resourceName } from '../../contract/names.ts';
import { applyKitException } from '../contract/kit-exceptions.ts';
import type { Account } from './account.ts';

export interface DriftProps {
  readonly account: Account;
}

/** Compares each stack of the region with its template once a day: what was changed by hand is in no template. */
export class Drift extends Construct {
  constructor(scope: Construct, id: string, { account }: DriftProps) {
    super(scope, id);
    const role = this.reader(account);
    const rule = new CfnConfigRule(this, 'Rule', {
      configRuleName: resourceName(account, 'drift'),
      source: { owner: 'AWS', sourceIdentifier: 'CLOUDFORMATION_STACK_DRIFT_DETECTION_CHECK' },
      inputParameters: { cloudformationRoleArn: role.roleArn },
      maximumExecutionFrequency: 'TwentyFour_Hours',
    });
    // Config tries the role when it looks for the first time.
    rule.node.addDependency(role);
  }

  /** CloudFormation reads each resource with the rights of whoever asks, and these read how things are set up, not what they hold. */
  private reader(account: Account): Role {
    const { account: id, partition, region } = Stack.of(this);
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('config.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': id } },
      }),
      managedPolicies: [ManagedPolicy.fromAwsManagedPolicyName('SecurityAudit')],
    });
    role.addToPolicy(
      new PolicyStatement({
        actions: ['cloudformation:DetectStackDrift', 'cloudformation:DetectStackResourceDrift'],
        resources: [`arn:${partition}:cloudformation:${region}:${id}:stack/*`],
      }),
    );
    applyKitException(role, 'drift-reader', account, {
      rule: `AwsSolutions::AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/SecurityAudit]`,
    });
    applyKitException(role.node.findChild('DefaultPolicy'), 'drift-reader', account, {
      rule: `AwsSolutions::AwsSolutions-IAM5[Resource::arn:${partition}:cloudformation:${region}:${id}:stack/*]`,
    });
    return role;
  }
}

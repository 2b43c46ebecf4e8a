import { CustomResource, Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { LogGroups } from '../common/log-groups.ts';
import { NodeFunction } from '../common/node-function.ts';
import { applyKitException } from '../contract/kit-exceptions.ts';
import type { Storefront } from '../contract/storefront.ts';

export interface RegionSettingsProps {
  readonly storefront: Storefront;
  readonly logGroups: LogGroups;
  /** The VPC whose default security group is closed. */
  readonly vpcId: string;
}

/** Services that need a role of their own before the first resource of theirs can be made. */
const linkedServices = ['elasticloadbalancing.amazonaws.com', 'vpcorigin.cloudfront.amazonaws.com'];

/**
 * What CloudFormation cannot set in this region, set by a function of the kit: it closes the VPC's default security
 * group and makes sure that the service-linked roles exist.
 */
export class RegionSettings extends Construct {
  /** What has to wait for the settings depends on this. */
  readonly applied: CustomResource;

  constructor(scope: Construct, id: string, { storefront, logGroups, vpcId }: RegionSettingsProps) {
    super(scope, id);
    const setter = new NodeFunction(this, 'Setter', {
      owner: storefront,
      logGroups,
      source: 'region-settings',
    });
    for (const statement of this.rights(vpcId)) setter.role.addToPolicy(statement);
    this.applied = new CustomResource(this, 'Resource', {
      resourceType: 'Custom::RegionSettings',
      serviceToken: setter.function.functionArn,
      serviceTimeout: Duration.minutes(3),
      properties: { VpcId: vpcId, ServiceLinkedRoles: linkedServices },
    });
    this.applied.node.addDependency(setter.role);
    this.explainRights(setter, storefront);
  }

  private explainRights({ role }: NodeFunction, storefront: Storefront): void {
    const policy = role.node.findChild('DefaultPolicy');
    const { account, region } = storefront.environment;
    const wide = [
      '*',
      `arn:aws:ec2:${region}:${account}:security-group/*`,
      `arn:aws:ec2:${region}:${account}:security-group-rule/*`,
      `arn:aws:iam::${account}:role/aws-service-role/*`,
    ];
    for (const resource of wide) {
      applyKitException(policy, 'region-settings', storefront, {
        rule: `AwsSolutions::AwsSolutions-IAM5[Resource::${resource}]`,
      });
    }
  }

  private rights(vpcId: string): readonly PolicyStatement[] {
    const stack = Stack.of(this);
    const arn = (service: string, resource: string, resourceName: string, region?: string) =>
      stack.formatArn({ service, resource, resourceName, ...(region === undefined ? {} : { region }) });
    return [
      // EC2 knows no narrower right to describe.
      new PolicyStatement({
        actions: ['ec2:DescribeSecurityGroupRules', 'ec2:DescribeSecurityGroups'],
        resources: ['*'],
        conditions: { StringEquals: { 'aws:RequestedRegion': stack.region } },
      }),
      new PolicyStatement({
        actions: ['ec2:RevokeSecurityGroupEgress', 'ec2:RevokeSecurityGroupIngress'],
        resources: [arn('ec2', 'security-group', '*'), arn('ec2', 'security-group-rule', '*')],
        conditions: { ArnEqualsIfExists: { 'ec2:Vpc': arn('ec2', 'vpc', vpcId) } },
      }),
      new PolicyStatement({
        actions: ['iam:CreateServiceLinkedRole'],
        resources: [arn('iam', 'role', 'aws-service-role/*', '')],
        conditions: { StringEquals: { 'iam:AWSServiceName': linkedServices } },
      }),
    ];
  }
}

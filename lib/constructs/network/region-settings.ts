import { CustomResource, Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { regionSettingsType } from '../../contract/region-settings.ts';
import type { LogGroups } from '../common/log-groups.ts';
import { NodeFunction } from '../common/node-function.ts';
import { applyKitException } from '../contract/kit-exceptions.ts';
import type { Storefront } from '../contract/storefront.ts';

export interface RegionSettingsProps {
  readonly storefront: Storefront;
  readonly logGroups: LogGroups;
  /**
   * The VPC whose default security group is closed.
   *
   * @default - none: in a network that exists, its owner decides about it
   */
  readonly vpcId?: string | undefined;
}

/** Services that need a role of their own before the first resource of theirs can be made. */
const linkedServices = [
  'backup.amazonaws.com',
  'elasticloadbalancing.amazonaws.com',
  'restore-testing.backup.amazonaws.com',
  'vpcorigin.cloudfront.amazonaws.com',
];

/**
 * What CloudFormation cannot set in this region, set by a function of the kit: it closes the default security group of the
 * kit's own VPC, makes sure that the service-linked roles exist, and has AWS Backup keep the backups of tables itself, in the
 * region of the shop and in that of the copies.
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
    const regions = backupRegions(storefront);
    for (const statement of this.rights(vpcId, regions)) setter.role.addToPolicy(statement);
    this.applied = new CustomResource(this, 'Resource', {
      resourceType: regionSettingsType,
      serviceToken: setter.function.functionArn,
      serviceTimeout: Duration.minutes(3),
      properties: {
        ...(vpcId !== undefined && { VpcId: vpcId }),
        ServiceLinkedRoles: linkedServices,
        BackupRegions: regions,
      },
    });
    this.applied.node.addDependency(setter.role);
    this.explainRights(setter, { storefront, vpcId });
  }

  private explainRights(
    { role }: NodeFunction,
    { storefront, vpcId }: Pick<RegionSettingsProps, 'storefront' | 'vpcId'>,
  ): void {
    const policy = role.node.findChild('DefaultPolicy');
    const { account, region } = storefront.environment;
    const ofGroups = [
      `arn:aws:ec2:${region}:${account}:security-group/*`,
      `arn:aws:ec2:${region}:${account}:security-group-rule/*`,
    ];
    const ofRoles = `arn:aws:iam::${account}:role/aws-service-role/*`;
    for (const resource of ['*', ...(vpcId === undefined ? [] : ofGroups), ofRoles]) {
      applyKitException(policy, 'region-settings', storefront, {
        rule: `AwsSolutions::AwsSolutions-IAM5[Resource::${resource}]`,
      });
    }
  }

  private rights(vpcId: string | undefined, regions: readonly string[]): readonly PolicyStatement[] {
    return [
      // The settings of a region have no ARN.
      new PolicyStatement({
        actions: ['backup:UpdateRegionSettings'],
        resources: ['*'],
        conditions: { StringEquals: { 'aws:RequestedRegion': regions } },
      }),
      ...(vpcId === undefined ? [] : this.rightsToCloseGroup(vpcId)),
      new PolicyStatement({
        actions: ['iam:CreateServiceLinkedRole'],
        resources: [
          Stack.of(this).formatArn({
            service: 'iam',
            region: '',
            resource: 'role',
            resourceName: 'aws-service-role/*',
          }),
        ],
        conditions: { StringEquals: { 'iam:AWSServiceName': linkedServices } },
      }),
    ];
  }

  private rightsToCloseGroup(vpcId: string): readonly PolicyStatement[] {
    const stack = Stack.of(this);
    const arn = (resource: string, resourceName: string) =>
      stack.formatArn({ service: 'ec2', resource, resourceName });
    return [
      // EC2 knows no narrower right to describe.
      new PolicyStatement({
        actions: ['ec2:DescribeSecurityGroupRules', 'ec2:DescribeSecurityGroups'],
        resources: ['*'],
        conditions: { StringEquals: { 'aws:RequestedRegion': stack.region } },
      }),
      new PolicyStatement({
        actions: ['ec2:RevokeSecurityGroupEgress', 'ec2:RevokeSecurityGroupIngress'],
        resources: [arn('security-group', '*'), arn('security-group-rule', '*')],
        conditions: { ArnEqualsIfExists: { 'ec2:Vpc': arn('vpc', vpcId) } },
      }),
    ];
  }
}

function backupRegions({ environment: { region, backup } }: Storefront): readonly string[] {
  return [region, ...(backup.recovery ? [backup.recovery.region] : [])];
}

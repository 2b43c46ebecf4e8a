import { CustomResource, Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { regionSettingsType } from '../../contract/region-settings.ts';
import type { LogGroups } from '../common/log-groups.ts';
import { NodeFunction } from '../common/node-function.ts';
import { applyKitException } from '../contract/kit-exceptions.ts';
import type { Account } from './account.ts';

export interface AccountSettingsProps {
  readonly account: Account;
  readonly logGroups: LogGroups;
}

/** PCI DSS v4.0.1, 8.3.6, 8.3.7 and 8.3.9 ask for 12 characters, 4 remembered passwords and 90 days; CIS for 14 and 24. */
const passwordPolicy = { LeastLength: 14, EndsAfterDays: 90, Remembered: 24 };

/** The roles that AWS keeps for services of the account, by the service's name. */
const linkedRoles = {
  'config.amazonaws.com': 'AWSServiceRoleForConfig',
  'inspector2.amazonaws.com': 'AWSServiceRoleForAmazonInspector2',
} as const;

type LinkedService = keyof typeof linkedRoles;

/** What of a shop Amazon Inspector can look at. */
const inspectedKinds = ['LAMBDA'];

/**
 * What CloudFormation cannot set of the account, set by a function of the kit: the role of AWS Config, encrypted volumes, and once,
 * at home, no public buckets, the rules for passwords, and Amazon Inspector where the file asks for it.
 */
export class AccountSettings extends Construct {
  constructor(scope: Construct, id: string, { account, logGroups }: AccountSettingsProps) {
    super(scope, id);
    const { region } = Stack.of(this);
    const isHome = region === account.homeRegion;
    const { detection } = account.config;
    const inspects = detection.inspector === 'create';
    const linked: readonly LinkedService[] = [
      ...(detection.config === 'create' ? (['config.amazonaws.com'] as const) : []),
      ...(inspects ? (['inspector2.amazonaws.com'] as const) : []),
    ];
    const setter = new NodeFunction(this, 'Setter', { owner: account, logGroups, source: 'region-settings' });
    for (const statement of rights({ account: account.config.account, isHome, inspects, linked })) {
      setter.role.addToPolicy(statement);
    }
    const resource = new CustomResource(this, 'Resource', {
      resourceType: regionSettingsType,
      serviceToken: setter.function.functionArn,
      serviceTimeout: Duration.minutes(3),
      properties: {
        ServiceLinkedRoles: linked,
        ProtectVolumes: true,
        ...(isHome && { BlockPublicBucketsOf: account.config.account, PasswordPolicy: passwordPolicy }),
        ...(inspects && { InspectedKinds: inspectedKinds }),
      },
    });
    resource.node.addDependency(setter.role);
    const policy = setter.role.node.findChild('DefaultPolicy');
    applyKitException(policy, 'account-settings', account, {
      rule: 'AwsSolutions::AwsSolutions-IAM5[Resource::*]',
    });
  }
}

interface Rights {
  readonly account: string;
  readonly isHome: boolean;
  readonly inspects: boolean;
  readonly linked: readonly LinkedService[];
}

/** Switches of an account have no ARN, so their rights name no resource; the role can turn them on, and not off. */
function rights({ account, isHome, inspects, linked }: Rights): readonly PolicyStatement[] {
  return [
    new PolicyStatement({
      actions: [
        'ec2:EnableEbsEncryptionByDefault',
        'ec2:EnableSnapshotBlockPublicAccess',
        ...(isHome ? ['iam:UpdateAccountPasswordPolicy', 's3:PutAccountPublicAccessBlock'] : []),
        ...(inspects ? ['inspector2:Enable'] : []),
      ],
      resources: ['*'],
    }),
    ...linked.map(
      (service) =>
        new PolicyStatement({
          actions: ['iam:CreateServiceLinkedRole'],
          resources: [`arn:aws:iam::${account}:role/aws-service-role/${service}/${linkedRoles[service]}`],
          conditions: { StringEquals: { 'iam:AWSServiceName': service } },
        }),
    ),
  ];
}

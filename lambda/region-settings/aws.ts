import { type BackupClient, UpdateRegionSettingsCommand } from '@aws-sdk/client-backup';
import {
  DescribeSecurityGroupRulesCommand,
  DescribeSecurityGroupsCommand,
  type EC2Client,
  RevokeSecurityGroupEgressCommand,
  RevokeSecurityGroupIngressCommand,
} from '@aws-sdk/client-ec2';
import { CreateServiceLinkedRoleCommand, type IAMClient, InvalidInputException } from '@aws-sdk/client-iam';
import { CustomResourceError } from '../shared/custom-resource/custom-resource.ts';
import type { BackupSettings, DefaultGroups, ServiceLinkedRoles } from './region-settings.ts';

/** The default security groups of a region. */
export function createDefaultGroups(client: EC2Client): DefaultGroups {
  return {
    find: async (vpcId) => {
      const { SecurityGroups: [group] = [] } = await client.send(
        new DescribeSecurityGroupsCommand({
          Filters: [
            { Name: 'vpc-id', Values: [vpcId] },
            { Name: 'group-name', Values: ['default'] },
          ],
        }),
      );
      if (group?.GroupId === undefined)
        throw new CustomResourceError(`the VPC ${vpcId} has no default security group`);
      return group.GroupId;
    },
    rules: async (groupId) => {
      // A default group has two rules at first; one page holds a thousand.
      const { SecurityGroupRules: rules = [] } = await client.send(
        new DescribeSecurityGroupRulesCommand({
          Filters: [{ Name: 'group-id', Values: [groupId] }],
          MaxResults: 1000,
        }),
      );
      return rules.flatMap(({ SecurityGroupRuleId: id, IsEgress: isEgress }) =>
        id === undefined ? [] : [{ id, isEgress: isEgress === true }],
      );
    },
    revoke: async (GroupId, rules) => {
      const SecurityGroupRuleIds = rules.map(({ id }) => id);
      if (rules.some(({ isEgress }) => isEgress)) {
        await client.send(new RevokeSecurityGroupEgressCommand({ GroupId, SecurityGroupRuleIds }));
      } else {
        await client.send(new RevokeSecurityGroupIngressCommand({ GroupId, SecurityGroupRuleIds }));
      }
    },
  };
}

/** The service-linked roles of the account. */
export function createServiceLinkedRoles(client: IAMClient): ServiceLinkedRoles {
  return {
    create: async (AWSServiceName) => {
      try {
        await client.send(new CreateServiceLinkedRoleCommand({ AWSServiceName }));
      } catch (error) {
        // IAM answers so where the role exists; every other refusal has another name or another message.
        const exists = error instanceof InvalidInputException && /has been taken/.test(error.message);
        if (!exists) throw error;
      }
    },
  };
}

/** What AWS Backup does in regions of the account, by a client for each. */
export function createBackupSettings(clientIn: (region: string) => BackupClient): BackupSettings {
  return {
    keepTables: async (region) => {
      // Of a type that a region does not know, AWS Backup refuses the whole call, and what is not named stays as it is.
      await clientIn(region).send(
        new UpdateRegionSettingsCommand({ ResourceTypeManagementPreference: { DynamoDB: true } }),
      );
    },
  };
}

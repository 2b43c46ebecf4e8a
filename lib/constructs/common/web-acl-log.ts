import { Stack } from 'aws-cdk-lib';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import { CfnLoggingConfiguration, type CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import type { Construct } from 'constructs';
import { type LogGroups, logDelivery, logGroupArn } from './log-groups.ts';

/** Where requests carry what makes its reader a shopper: a session, a token, a password reset. */
const secretFields: readonly CfnWebACL.FieldToProtectProperty[] = [
  { fieldType: 'SINGLE_HEADER', fieldKeys: ['authorization'] },
  { fieldType: 'SINGLE_HEADER', fieldKeys: ['cookie'] },
  { fieldType: 'QUERY_STRING' },
];

/**
 * Hides credentials in all that WAF tells, the details of what a rule matched and of what a rate rule counts included. The fields that a
 * logging configuration redacts are left out of the request alone.
 */
export const credentialsHidden: CfnWebACL.DataProtectionConfigProperty = {
  dataProtections: secretFields.map((field) => ({
    field,
    action: 'SUBSTITUTION',
    excludeRuleMatchDetails: false,
    excludeRateBasedDetails: false,
  })),
};

export interface WebAclLogProps {
  readonly acl: CfnWebACL;
  /** The name of the web ACL. */
  readonly name: string;
  /** The log groups of the stack, to which the firewall adds its own. */
  readonly logGroups: LogGroups;
}

/** The log of a firewall, without the credentials that requests carry. */
export function webAclLog(scope: Construct, id: string, { acl, name, logGroups }: WebAclLogProps): LogGroup {
  const stack = Stack.of(scope);
  // WAF only writes to log groups whose names begin like this.
  const log = logGroups.add('Firewall', `aws-waf-logs-${name}`, { writer: logDelivery(stack) });
  new CfnLoggingConfiguration(scope, id, {
    resourceArn: acl.attrArn,
    logDestinationConfigs: [logGroupArn(stack, log.logGroupName)],
    redactedFields: [
      { singleHeader: { Name: 'authorization' } },
      { singleHeader: { Name: 'cookie' } },
      { queryString: {} },
    ],
  });
  return log;
}

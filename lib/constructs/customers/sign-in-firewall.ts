import { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import { baselineGroups } from '../../aws/managed-rules.ts';
import { resourceName } from '../../contract/names.ts';
import type { LogGroups } from '../common/log-groups.ts';
import { credentialsHidden, webAclLog } from '../common/web-acl-log.ts';
import type { Storefront } from '../contract/storefront.ts';
import { customResponseBodies, visibility } from '../edge/web-acl-rules.ts';
import { any, below, type Statement } from '../edge/web-acl-statements.ts';

export interface SignInFirewallProps {
  readonly storefront: Storefront;
  /** The log groups of the stack, to which the firewall adds its own. */
  readonly logGroups: LogGroups;
}

/**
 * Requests that one address may make in five minutes. The shop redeems codes from the one address of its network, so the limit for
 * everything is what all shoppers together may need.
 */
const rateLimits = { windowSeconds: 300, everywhere: 2000, guessing: 100 } as const;

/** Where guessing pays: https://docs.aws.amazon.com/cognito/latest/developerguide/managed-login-endpoints.html, read 2026-11-30. */
const guessedAt = [
  '/login*',
  '/signup*',
  '/confirm*',
  '/forgotPassword*',
  '/resendcode*',
  '/mfa*',
  '/passkeys*',
];

/** The firewall in front of the sign-in pages: the edge's own does not see them. */
export class SignInFirewall extends Construct {
  readonly acl: CfnWebACL;
  /** Its name, which CloudWatch's metrics have too. */
  readonly name: string;

  constructor(scope: Construct, id: string, { storefront, logGroups }: SignInFirewallProps) {
    super(scope, id);
    this.name = resourceName(storefront, 'sign-in');
    const { TooManyRequests } = customResponseBodies;
    this.acl = new CfnWebACL(this, 'Resource', {
      name: this.name,
      scope: 'REGIONAL',
      defaultAction: { allow: {} },
      visibilityConfig: visibility(this.name),
      rules: rules(),
      customResponseBodies: { TooManyRequests },
      dataProtectionConfig: credentialsHidden,
    });
    webAclLog(this, 'Logging', { acl: this.acl, name: this.name, logGroups });
  }
}

function rules(): CfnWebACL.RuleProperty[] {
  const groups = baselineGroups.map((name) => ({
    name,
    overrideAction: { none: {} },
    statement: { managedRuleGroupStatement: { vendorName: 'AWS', name } },
  }));
  return [
    limit('rate-everywhere', rateLimits.everywhere),
    limit('rate-guessing', rateLimits.guessing, any(guessedAt.map(below))),
    ...groups,
  ].map((rule, priority) => ({ ...rule, priority, visibilityConfig: visibility(rule.name) }));
}

function limit(name: string, most: number, scopeDownStatement?: Statement) {
  return {
    name,
    action: {
      block: { customResponse: { responseCode: 429, customResponseBodyKey: 'TooManyRequests' } },
    },
    statement: {
      rateBasedStatement: {
        limit: most,
        evaluationWindowSec: rateLimits.windowSeconds,
        aggregateKeyType: 'IP',
        ...(scopeDownStatement && { scopeDownStatement }),
      },
    },
  };
}

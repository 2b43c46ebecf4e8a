import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { type LogGroup, ResourcePolicy } from 'aws-cdk-lib/aws-logs';
import { CfnLoggingConfiguration, CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import { logGroupArn } from '../common/log-group-arn.ts';
import type { LogGroups } from '../common/log-groups.ts';
import { nameOf, type Storefront } from '../contract/storefront.ts';
import { customResponseBodies, visibility, webAclRules } from './web-acl-rules.ts';

export interface WebAclProps {
  readonly storefront: Storefront;
  readonly logGroups: LogGroups;
}

/** The firewall in front of everything that the shop serves, with its log. */
export class WebAcl extends Construct {
  readonly arn: string;

  /** What CloudWatch calls the firewall. */
  readonly metricName: string;

  constructor(scope: Construct, id: string, { storefront, logGroups }: WebAclProps) {
    super(scope, id);
    this.metricName = nameOf(storefront, Stack.of(this).region, 'firewall');
    const acl = new CfnWebACL(this, 'Resource', {
      name: this.metricName,
      scope: 'CLOUDFRONT',
      defaultAction: { allow: {} },
      visibilityConfig: visibility(this.metricName),
      rules: webAclRules(),
      customResponseBodies,
    });
    this.arn = acl.attrArn;

    // WAF only writes to log groups whose names begin like this.
    const log = logGroups.add('Firewall', `aws-waf-logs-${storefront.shop}-${storefront.name}`);
    const logging = new CfnLoggingConfiguration(this, 'Logging', {
      resourceArn: acl.attrArn,
      logDestinationConfigs: [logGroupArn(log)],
      redactedFields: [
        { singleHeader: { Name: 'authorization' } },
        { singleHeader: { Name: 'cookie' } },
        { queryString: {} },
      ],
    });
    logging.node.addDependency(allowDelivery(this, log));
  }
}

/** Written out, since WAF would otherwise add a policy by itself that no template shows. */
function allowDelivery(scope: Construct, log: LogGroup): ResourcePolicy {
  const stack = Stack.of(scope);
  return new ResourcePolicy(scope, 'LogDelivery', {
    resourcePolicyName: `${log.node.path.replaceAll('/', '-')}-delivery`,
    policyStatements: [
      new PolicyStatement({
        principals: [new ServicePrincipal('delivery.logs.amazonaws.com')],
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [log.logGroupArn],
        conditions: {
          StringEquals: { 'aws:SourceAccount': stack.account },
          ArnLike: { 'aws:SourceArn': stack.formatArn({ service: 'logs', resource: '*' }) },
        },
      }),
    ],
  });
}

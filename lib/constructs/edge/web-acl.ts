import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { type LogGroup, ResourcePolicy } from 'aws-cdk-lib/aws-logs';
import { CfnLoggingConfiguration, CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import { resourceName } from '../../contract/names.ts';
import { type LogGroups, logGroupArn } from '../common/log-groups.ts';
import type { Storefront } from '../contract/storefront.ts';
import { customResponseBodies, inspectedBody, visibility, webAclRules } from './web-acl-rules.ts';

export interface WebAclProps {
  readonly storefront: Storefront;

  /** The log groups of the stack, to which the firewall adds its own. */
  readonly logGroups: LogGroups;
}

/** The firewall in front of everything that the shop serves, with its log. */
export class WebAcl extends Construct {
  readonly acl: CfnWebACL;

  /** Its name, which CloudWatch's metrics have too. */
  readonly name: string;

  constructor(scope: Construct, id: string, { storefront, logGroups }: WebAclProps) {
    super(scope, id);
    this.name = resourceName(storefront, 'firewall');
    this.acl = new CfnWebACL(this, 'Resource', {
      name: this.name,
      scope: 'CLOUDFRONT',
      defaultAction: { allow: {} },
      visibilityConfig: visibility(this.name),
      rules: webAclRules(),
      customResponseBodies,
      associationConfig: { requestBody: { CLOUDFRONT: { defaultSizeInspectionLimit: inspectedBody } } },
    });

    // WAF only writes to log groups whose names begin like this.
    const log = logGroups.add('Firewall', `aws-waf-logs-${this.name}`);
    const logging = new CfnLoggingConfiguration(this, 'Logging', {
      resourceArn: this.acl.attrArn,
      logDestinationConfigs: [logGroupArn(Stack.of(this), log.logGroupName)],
      redactedFields: [
        { singleHeader: { Name: 'authorization' } },
        { singleHeader: { Name: 'cookie' } },
        { queryString: {} },
      ],
    });
    logging.node.addDependency(allowDelivery(this, `${this.name}-log-delivery`, log));
  }
}

/** Written out, since WAF would otherwise add a policy by itself that no template shows. */
function allowDelivery(scope: Construct, resourcePolicyName: string, log: LogGroup): ResourcePolicy {
  const stack = Stack.of(scope);
  return new ResourcePolicy(scope, 'LogDelivery', {
    resourcePolicyName,
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

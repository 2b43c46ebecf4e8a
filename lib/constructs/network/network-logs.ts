import { Stack } from 'aws-cdk-lib';
import { CfnFlowLog } from 'aws-cdk-lib/aws-ec2';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import {
  CfnResolverQueryLoggingConfig,
  CfnResolverQueryLoggingConfigAssociation,
} from 'aws-cdk-lib/aws-route53resolver';
import { Construct } from 'constructs';
import { resourceName } from '../../contract/names.ts';
import { type LogGroups, logDelivery, logGroupArn } from '../common/log-groups.ts';
import { SavedQueries } from '../common/saved-queries.ts';
import type { Storefront } from '../contract/storefront.ts';

export interface NetworkLogsProps {
  readonly storefront: Storefront;
  readonly vpcId: string;
  readonly logGroups: LogGroups;
}

/** Writes down who connected to whom in the VPC, and which names were asked for. */
export class NetworkLogs extends Construct {
  constructor(scope: Construct, id: string, { storefront, vpcId, logGroups }: NetworkLogsProps) {
    super(scope, id);
    const { account } = storefront.environment;
    const name = (kind: string) => `/palisade/${resourceName(storefront, kind)}`;
    const connections = logGroups.add('FlowLogs', name('vpc-flow'));
    const role = new Role(this, 'FlowLogRole', {
      assumedBy: new ServicePrincipal('vpc-flow-logs.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': account } },
      }),
    });
    role.addToPolicy(
      new PolicyStatement({
        actions: [
          'logs:CreateLogStream',
          'logs:DescribeLogGroups',
          'logs:DescribeLogStreams',
          'logs:PutLogEvents',
        ],
        resources: [connections.logGroupArn],
      }),
    );
    const flowLog = new CfnFlowLog(this, 'FlowLog', {
      resourceId: vpcId,
      resourceType: 'VPC',
      trafficType: 'ALL',
      logDestinationType: 'cloud-watch-logs',
      logDestination: connections.logGroupArn,
      deliverLogsPermissionArn: role.roleArn,
      maxAggregationInterval: 600,
    });
    flowLog.node.addDependency(role);
    const names = logGroups.add('QueryLogs', name('vpc-dns'), { writer: logDelivery(Stack.of(this)) });
    this.logQueries(vpcId, names);
    new SavedQueries(this, 'FlowQueries', { owner: storefront, about: 'flow', logGroups: [connections] });
    new SavedQueries(this, 'NameQueries', { owner: storefront, about: 'names', logGroups: [names] });
  }

  private logQueries(vpcId: string, group: LogGroup): void {
    // It stays unnamed: its tags cannot be changed in place, so a changed tag replaces it.
    const config = new CfnResolverQueryLoggingConfig(this, 'QueryLog', {
      destinationArn: logGroupArn(Stack.of(this), group.logGroupName),
    });
    new CfnResolverQueryLoggingConfigAssociation(this, 'QueryLogAssociation', {
      resolverQueryLogConfigId: config.attrId,
      resourceId: vpcId,
    });
  }
}

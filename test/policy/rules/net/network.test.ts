import type { JsonRecord } from '../../../../lib/cloudformation/model/json.ts';
import { net02Endpoints } from '../../../../lib/policy/rules/net/net-02-endpoints.ts';
import { net02Names } from '../../../../lib/policy/rules/net/net-02-names.ts';
import { net04 } from '../../../../lib/policy/rules/net/net-04.ts';
import { net05 } from '../../../../lib/policy/rules/net/net-05.ts';
import { net06 } from '../../../../lib/policy/rules/net/net-06.ts';
import { net06Routes } from '../../../../lib/policy/rules/net/net-06-routes.ts';
import { net07 } from '../../../../lib/policy/rules/net/net-07.ts';
import { net08 } from '../../../../lib/policy/rules/net/net-08.ts';
import { open } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { foreignNetwork, ownNetwork } from './network.ts';

const both = {
  'everything in order': ownNetwork(),
  "the same in somebody else's template": foreignNetwork(),
};
const unknown = 'unknown (parameter Open is only known at deployment)';

testRule(net02Names, {
  pass: both,
  fail: {
    'a group that blocks nothing': {
      ...ownNetwork(['Names.Properties.FirewallRules[1]', undefined]),
      says: ['Properties.FirewallRules lacks a rule that blocks the domain * after all others'],
    },
    'a block that comes first': {
      ...ownNetwork(['Names.Properties.FirewallRules[1].Priority', 1]),
      says: ['Properties.FirewallRules[1].Priority is 1; expected a priority after that of every other rule'],
    },
    'names that anybody registers': {
      ...ownNetwork(['Allowed.Properties.Domains', ['*.com']]),
      says: ['Properties.Domains is ["*.com"]; expected names of hosts, or of all hosts of one domain'],
    },
  },
  unknown: {
    'names that only the deployment knows': {
      ...ownNetwork(['Allowed.Properties.Domains', open]),
      says: [`Properties.Domains is ${unknown}; expected names of hosts, or of all hosts of one domain`],
    },
  },
});

testRule(net02Endpoints, {
  pass: both,
  fail: {
    'an endpoint without a policy': {
      ...ownNetwork(['Endpoint.Properties.PolicyDocument', undefined]),
      says: ['Properties.PolicyDocument lacks a policy, without which it lets everything through'],
    },
    'resources of every account': {
      ...ownNetwork([
        'Endpoint.Properties.PolicyDocument.Statement[0].Condition',
        { StringEquals: { 'aws:PrincipalAccount': '111111111111' } },
      ]),
      says: [
        'Properties.PolicyDocument.Statement[0].Condition is {"StringEquals":{"aws:PrincipalAccount":"111111111111"}}; expected a condition that limits it to resources of the account',
      ],
    },
  },
  unknown: {
    'a policy that only the deployment knows': {
      ...ownNetwork(['Endpoint.Properties.PolicyDocument', open]),
      says: [`Properties.PolicyDocument is ${unknown}; expected a statement that is written out`],
    },
  },
});

testRule(net04, {
  pass: both,
  fail: {
    'a network whose default group nobody closes': {
      ...ownNetwork(['Settings', undefined]),
      says: ['Properties lacks a custom resource that closes its default security group'],
    },
  },
  unknown: {
    'a group that is closed under some condition': {
      ...ownNetwork(['Settings.Condition', 'Maybe']),
      says: [
        'Condition is Maybe; only the deployment tells whether that is a condition that holds wherever Network exists',
      ],
    },
  },
});

testRule(net05, {
  pass: both,
  fail: {
    'a network without flow logs': {
      ...ownNetwork(['FlowLog', undefined]),
      says: ['Properties lacks an AWS::EC2::FlowLog'],
    },
    'what was refused alone': {
      ...ownNetwork(['FlowLog.Properties.TrafficType', 'REJECT']),
      says: ['Properties.TrafficType is REJECT; expected ALL'],
    },
    'flow logs of a subnet': {
      ...ownNetwork(['FlowLog.Properties.ResourceId', { Ref: 'Subnet' }]),
      says: ['Properties lacks an AWS::EC2::FlowLog'],
    },
  },
  unknown: {
    'a destination that only the deployment knows': {
      ...ownNetwork(['FlowLog.Properties.LogDestination', open]),
      says: [`Properties.LogDestination is ${unknown}; expected a log group, a bucket or a delivery stream`],
    },
  },
});

testRule(net06, {
  pass: { 'an internal load balancer': ownNetwork() },
  fail: {
    'a public load balancer of a storefront': {
      ...ownNetwork(['Balancer.Properties.Scheme', undefined]),
      says: ['Properties.Scheme is internet-facing; expected internal'],
    },
    'a subnet that hands out public addresses': {
      ...ownNetwork(['Subnet.Properties.MapPublicIpOnLaunch', true]),
      says: ['Properties.MapPublicIpOnLaunch is true; expected false'],
    },
    'a database that says nothing': {
      ...ownNetwork(['Database', { Type: 'AWS::RDS::DBInstance', Properties: {} }]),
      says: ['Properties.PubliclyAccessible is not set; expected false'],
    },
    'a cluster in the default network of the account': {
      ...ownNetwork(['Cluster', { Type: 'AWS::RDS::DBCluster', Properties: {} }]),
      says: [
        'Properties.DBSubnetGroupName is not set; expected an AWS::RDS::DBSubnetGroup among the templates',
      ],
    },
    'a public interface of a server': {
      ...ownNetwork([
        'Server',
        {
          Type: 'AWS::EC2::Instance',
          Properties: { NetworkInterfaces: [{ AssociatePublicIpAddress: true }] },
        },
      ]),
      says: ['Properties.NetworkInterfaces[0].AssociatePublicIpAddress is true; expected false'],
    },
  },
  unknown: {
    'a cluster whose subnets nobody has seen': {
      ...ownNetwork([
        'Cluster',
        { Type: 'AWS::RDS::DBCluster', Properties: { DBSubnetGroupName: 'shop-databases' } },
      ]),
      says: [
        'Properties.DBSubnetGroupName is shop-databases; only the deployment tells whether that is an AWS::RDS::DBSubnetGroup among the templates',
      ],
    },
    'a scheme that only the deployment knows': {
      ...ownNetwork(['Balancer.Properties.Scheme', open]),
      says: [`Properties.Scheme is ${unknown}; expected internal`],
    },
  },
  notApplicable: { "somebody else's load balancer": foreignNetwork() },
});

const subnets = 'subnets without a route to an internet gateway';

testRule(net06Routes, {
  pass: both,
  fail: {
    'a function in a public subnet': {
      ...ownNetwork(['Route.Properties.GatewayId', { 'Fn::GetAtt': ['Internet', 'InternetGatewayId'] }]),
      says: [`Properties.VpcConfig.SubnetIds is [{"Fn::GetAtt":["Subnet","SubnetId"]}]; expected ${subnets}`],
    },
  },
  unknown: {
    'a subnet whose routes nobody saw': {
      ...ownNetwork(['Worker.Properties.VpcConfig.SubnetIds', ['subnet-0123']]),
      says: [
        `Properties.VpcConfig.SubnetIds is ["subnet-0123"]; only the deployment tells whether that is ${subnets}`,
      ],
    },
  },
  notApplicable: { 'a function in no network': ownNetwork(['Worker.Properties.VpcConfig', undefined]) },
});

function targets(properties: object) {
  return ownNetwork([
    'Targets',
    { Type: 'AWS::ElasticLoadBalancingV2::TargetGroup', Properties: { ...properties } },
  ]);
}

function parameters(Parameters: JsonRecord | undefined, Family = 'postgres14') {
  const properties = { Family, ...(Parameters ? { Parameters } : {}) };
  return ownNetwork(['Settings', { Type: 'AWS::RDS::DBParameterGroup', Properties: properties }]);
}

testRule(net07, {
  pass: {
    'servers that are called by HTTPS': targets({ TargetType: 'ip', Protocol: 'HTTPS' }),
    'databases that refuse connections without TLS': parameters({ 'rds.force_ssl': 1 }),
    'databases whose version refuses them by itself': parameters(undefined, 'postgres16'),
  },
  fail: {
    'servers that are called in clear text': {
      ...targets({ TargetType: 'ip', Protocol: 'HTTP' }),
      says: ['Properties.Protocol is HTTP; expected HTTPS or TLS'],
    },
    'databases that take connections without TLS': {
      ...parameters({ 'rds.force_ssl': '0' }),
      says: ['Properties.Parameters.rds.force_ssl is 0; expected 1'],
    },
    'databases that nobody told': {
      ...parameters(undefined, 'mysql8.4'),
      says: ['Properties.Parameters.require_secure_transport is not set; expected 1 or ON'],
    },
  },
  unknown: {
    'a protocol that only the deployment knows': {
      ...targets({ TargetType: 'ip', Protocol: open }),
      says: [`Properties.Protocol is ${unknown}; expected HTTPS or TLS`],
    },
    'parameters that only the deployment knows': {
      ...parameters({ 'rds.force_ssl': open }),
      says: [`Properties.Parameters.rds.force_ssl is ${unknown}; expected 1`],
    },
  },
  notApplicable: {
    functions: targets({ TargetType: 'lambda' }),
    'an engine without such a parameter': parameters({}, 'oracle-se2-19'),
  },
});

testRule(net08, {
  pass: {
    ...both,
    'a load balancer that treats odd requests as load balancers do': ownNetwork([
      'Balancer.Properties.LoadBalancerAttributes[1]',
      { Key: 'idle_timeout.timeout_seconds', Value: '60' },
    ]),
    'plain HTTP that says where HTTPS is for now': ownNetwork([
      'Listener.Properties',
      {
        Protocol: 'HTTP',
        DefaultActions: [{ Type: 'redirect', RedirectConfig: { Protocol: 'HTTPS', StatusCode: 'HTTP_302' } }],
      },
    ]),
    'plain HTTP that says where HTTPS is': ownNetwork([
      'Listener.Properties',
      {
        Protocol: 'HTTP',
        DefaultActions: [{ Type: 'redirect', RedirectConfig: { Protocol: 'HTTPS', StatusCode: 'HTTP_301' } }],
      },
    ]),
  },
  fail: {
    'plain HTTP that is handed on': {
      ...ownNetwork(['Listener.Properties', { Protocol: 'HTTP', DefaultActions: [{ Type: 'forward' }] }]),
      says: [
        'Properties.DefaultActions[0].Type is forward; expected redirect',
        'Properties.DefaultActions[0].RedirectConfig.Protocol is not set; expected HTTPS',
        'Properties.DefaultActions[0].RedirectConfig.StatusCode is not set; expected HTTP_301 or HTTP_302',
      ],
    },
    'odd requests that are only watched': {
      ...ownNetwork(['Balancer.Properties.LoadBalancerAttributes[1].Value', 'monitor']),
      says: ['Properties.LoadBalancerAttributes[1].Value is monitor; expected defensive or strictest'],
    },
    'malformed headers that are passed on': {
      ...ownNetwork(['Balancer.Properties.LoadBalancerAttributes[0].Value', 'false']),
      says: ['Properties.LoadBalancerAttributes[0].Value is false; expected true'],
    },
  },
  unknown: {
    'attributes that only the deployment knows': {
      ...ownNetwork(['Balancer.Properties.LoadBalancerAttributes', open]),
      says: [
        'routing.http.drop_invalid_header_fields.enabled of true',
        'access_logs.s3.enabled of true',
        'routing.http.desync_mitigation_mode of defensive or strictest',
        'waf.fail_open.enabled of false',
      ].map(
        (expected) => `Properties.LoadBalancerAttributes is ${unknown}; expected a list with ${expected}`,
      ),
    },
  },
});

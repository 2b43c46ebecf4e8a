import type { JsonRecord } from '../../../../lib/cloudformation/model/json.ts';
import { edge06Entries } from '../../../../lib/policy/rules/edge/edge-06-entries.ts';
import { open, undecided } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { storefront } from '../../../support/storefront.ts';

function beside(Type: string, Properties: JsonRecord = {}) {
  return { ...foreign(Type, Properties), storefront };
}

function foreign(Type: string, Properties: JsonRecord = {}) {
  return { resources: { Other: { Type, Properties } }, sections: undecided };
}

function wayIn(type: string) {
  return { ...beside(type), says: [`Type is ${type}, a way in beside the distribution`] };
}

testRule(edge06Entries, {
  pass: {
    'a private API': beside('AWS::ApiGateway::RestApi', { EndpointConfiguration: { Types: ['PRIVATE'] } }),
  },
  fail: {
    'an API of its own': wayIn('AWS::ApiGatewayV2::Api'),
    'a container with an address': wayIn('AWS::Lightsail::Container'),
    'a network that is let in': wayIn('AWS::EC2::VPNGateway'),
    'an API that says nothing of where it answers': {
      ...beside('AWS::ApiGateway::RestApi'),
      says: ['Properties.EndpointConfiguration.Types[0] is EDGE; expected PRIVATE'],
    },
    'a job with an address of the internet': {
      ...beside('AWS::Batch::JobDefinition', {
        ContainerProperties: { NetworkConfiguration: { AssignPublicIp: 'ENABLED' } },
      }),
      says: [
        'Properties.ContainerProperties.NetworkConfiguration.AssignPublicIp is ENABLED; expected DISABLED',
      ],
    },
    'a cluster whose API is public by default': {
      ...beside('AWS::EKS::Cluster', { ResourcesVpcConfig: {} }),
      says: ['Properties.ResourcesVpcConfig.EndpointPublicAccess is true; expected false'],
    },
  },
  unknown: {
    'a service whose parameter decides': {
      ...beside('AWS::AppRunner::Service', {
        NetworkConfiguration: { IngressConfiguration: { IsPubliclyAccessible: open } },
      }),
      says: [
        'Properties.NetworkConfiguration.IngressConfiguration.IsPubliclyAccessible is unknown (parameter Open is only known at deployment); expected false',
      ],
    },
  },
  notApplicable: {
    'an address for a NAT gateway': beside('AWS::EC2::EIP', { Domain: 'vpc' }),
    "somebody else's API": foreign('AWS::ApiGatewayV2::Api'),
    'an API that is an origin of the distribution': {
      resources: {
        Api: { Type: 'AWS::ApiGatewayV2::DomainName', Properties: {} },
        Shop: {
          Type: 'AWS::CloudFront::Distribution',
          Properties: {
            DistributionConfig: {
              Origins: [{ Id: 'api', DomainName: { 'Fn::GetAtt': ['Api', 'RegionalDomainName'] } }],
            },
          },
        },
      },
      storefront,
    },
  },
});

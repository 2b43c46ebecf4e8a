import type { JsonRecord } from '../../../../lib/cloudformation/model/json.ts';
import { net09 } from '../../../../lib/policy/rules/net/net-09.ts';
import { type Change, changed, open, undecided } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';

const good: Record<string, JsonRecord> = {
  Template: {
    Type: 'AWS::EC2::LaunchTemplate',
    Properties: {
      LaunchTemplateName: 'shop',
      LaunchTemplateData: { MetadataOptions: { HttpTokens: 'required' } },
    },
  },
  Server: {
    Type: 'AWS::EC2::Instance',
    Properties: { LaunchTemplate: { LaunchTemplateId: { Ref: 'Template' } } },
  },
};

function servers(...changes: readonly Change[]) {
  return { resources: changed(good, changes), sections: undecided };
}

const tokens = 'Properties.LaunchTemplateData.MetadataOptions.HttpTokens';

testRule(net09, {
  pass: {
    'an instance that has everything from its launch template': servers(),
    'a launch template that is named': servers([
      'Server.Properties.LaunchTemplate',
      { LaunchTemplateName: 'shop' },
    ]),
    'metadata that is off': servers([
      'Template.Properties.LaunchTemplateData.MetadataOptions',
      { HttpEndpoint: 'disabled' },
    ]),
    'an instance that says it itself': servers([
      'Server.Properties',
      { MetadataOptions: { HttpTokens: 'required' } },
    ]),
  },
  fail: {
    'metadata that takes any request': {
      ...servers([`Template.${tokens}`, 'optional']),
      says: [`${tokens} is optional; expected required`, `${tokens} is optional; expected required`],
    },
    'an instance that says nothing': {
      ...servers(['Server.Properties', {}]),
      says: ['Properties.MetadataOptions.HttpTokens is not set; expected required'],
    },
    'an SSH key': {
      ...servers(['Server.Properties.KeyName', 'shop']),
      says: ['Properties.KeyName is shop; expected no SSH key'],
    },
    'nodes that an SSH key opens': {
      ...servers([
        'Nodes',
        { Type: 'AWS::EKS::Nodegroup', Properties: { RemoteAccess: { Ec2SshKey: 'shop' } } },
      ]),
      says: ['Properties.RemoteAccess.Ec2SshKey is shop; expected no SSH key'],
    },
    'a key pair': {
      ...servers(['Key', { Type: 'AWS::EC2::KeyPair', Properties: { KeyName: 'shop' } }]),
      says: ['Type makes an SSH key; expected people to come in through Session Manager'],
    },
  },
  unknown: {
    'a launch template that is elsewhere': {
      ...servers(['Server.Properties.LaunchTemplate', { LaunchTemplateId: 'lt-0123456789abcdef0' }]),
      says: [
        'Properties.LaunchTemplate.LaunchTemplateId is lt-0123456789abcdef0; only the deployment tells whether that is a launch template among the templates',
      ],
    },
    'an option that is a parameter': {
      ...servers(['Server.Properties', { MetadataOptions: { HttpTokens: open } }]),
      says: [
        'Properties.MetadataOptions.HttpTokens is unknown (parameter Open is only known at deployment); expected required',
      ],
    },
  },
  notApplicable: {
    'nodes without a key': {
      resources: { Nodes: { Type: 'AWS::EKS::Nodegroup', Properties: {} } },
    },
  },
});

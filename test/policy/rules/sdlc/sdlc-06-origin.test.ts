import type { JsonRecord } from '../../../../lib/cloudformation/model/json.ts';
import { sdlc06Origin } from '../../../../lib/policy/rules/sdlc/sdlc-06-origin.ts';
import { type Change, changed, open, undecided } from '../../../support/changes.ts';
import { type Case, testRule } from '../../../support/rule-cases.ts';
import { storefront } from '../../../support/storefront.ts';
import { parameter } from '../data/bucket.ts';

const account = '111111111111';
const code = () => ({ S3Bucket: `cdk-hnb659fds-assets-${account}-eu-west-1`, S3Key: 'code.zip' });

const good: Record<string, JsonRecord> = {
  Layer: { Type: 'AWS::Lambda::LayerVersion', Properties: { LayerName: 'catalogue', Content: code() } },
  Lambda: {
    Type: 'AWS::Lambda::Function',
    Properties: { FunctionName: 'shop', Layers: [{ Ref: 'Layer' }], Code: code() },
  },
  Repository: { Type: 'AWS::ECR::Repository', Properties: {} },
  Task: {
    Type: 'AWS::ECS::TaskDefinition',
    Properties: {
      ContainerDefinitions: [
        { Image: { 'Fn::Sub': '${Repository.RepositoryUri}:v1' } },
        { Image: `${account}.dkr.ecr.eu-west-1.amazonaws.com/shop:v1` },
      ],
    },
  },
  Source: {
    Type: 'AWS::Lambda::EventSourceMapping',
    Properties: { FunctionName: 'shop', EventSourceArn: { 'Fn::GetAtt': ['Queue', 'Arn'] } },
  },
  Queue: { Type: 'AWS::SQS::Queue', Properties: {} },
};

/** A shop all of whose stacks were given. */
function built(...changes: readonly Change[]): Case {
  return {
    resources: changed(good, changes),
    sections: undecided,
    storefront: { ...storefront, stacks: ['edge'] },
    account,
  };
}

const layers = 'Lambda.Properties.Layers';
const wanted = 'expected something among the templates, or declared with its owner';
const ofAccount = 'expected an image from a registry of the account';
const layer = `arn:aws:lambda:eu-west-1:${account}:layer`;

testRule(sdlc06Origin, {
  fail: {
    'a layer that no template has': {
      ...built([layers, [`${layer}:taps:1`]]),
      says: [`Properties.Layers[0] is ${layer}:taps:1; ${wanted}`],
    },
    'a queue with the name of a function': {
      ...built(['Source.Properties.EventSourceArn', `arn:aws:sqs:eu-west-1:${account}:shop`]),
      says: [`Properties.EventSourceArn is arn:aws:sqs:eu-west-1:${account}:shop; ${wanted}`],
    },
    'code from a bucket that nobody saw, though its name begins like that of the bootstrap': {
      ...built(['Lambda.Properties.Code.S3Bucket', 'cdk-hnb659fds-assets-999999999999-eu-west-1']),
      says: [`Properties.Code.S3Bucket is cdk-hnb659fds-assets-999999999999-eu-west-1; ${wanted}`],
    },
    'images of strangers and of a public registry': {
      ...built(
        ['Task.Properties.ContainerDefinitions[0].Image', '999999999999.dkr.ecr.eu-west-1.amazonaws.com/a'],
        ['Task.Properties.ContainerDefinitions[1].Image', 'nginx'],
      ),
      says: [
        `Properties.ContainerDefinitions[0].Image is 999999999999.dkr.ecr.eu-west-1.amazonaws.com/a; ${ofAccount}`,
        `Properties.ContainerDefinitions[1].Image is nginx; ${ofAccount}`,
      ],
    },
    'a function without the signing of the others': {
      ...built(['Signing', { Type: 'AWS::Lambda::CodeSigningConfig' }]),
      says: [
        'Properties.CodeSigningConfigArn lacks the code signing configuration that stands among the templates',
      ],
    },
  },
  unknown: {
    'a layer that is a parameter': {
      ...built([layers, [open]]),
      says: [
        `Properties.Layers[0] is ${parameter}; expected something among the templates, or declared with its owner`,
      ],
    },
    'a layer that a stack may have which was not given': {
      ...built([layers, [`${layer}:taps:1`]]),
      storefront,
      says: [
        `Properties.Layers[0] is ${layer}:taps:1, which was not seen, since the data stack is not among the templates`,
      ],
    },
  },
  notApplicable: {
    'what stands among the templates': built(),
    'a layer by its ARN': built([layers, [`${layer}:catalogue:1`]]),
    'a layer that the contract declares': {
      ...built([layers, [`${layer}:taps:1`]]),
      storefront: {
        ...storefront,
        stacks: ['edge'],
        declared: [{ control: 'SDLC-06', owner: 'the platform team', arn: `${layer}:taps:*` }],
      },
    },
    'the template of somebody else': { resources: changed(good, [[layers, [`${layer}:taps:1`]]]) },
  },
});

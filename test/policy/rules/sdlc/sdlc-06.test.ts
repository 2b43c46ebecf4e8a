import type { JsonRecord } from '../../../../lib/cloudformation/model/json.ts';
import { sdlc06 } from '../../../../lib/policy/rules/sdlc/sdlc-06.ts';
import { type Change, changed, open, undecided } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';

const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;
const hash = '0123456789abcdef'.repeat(4);
const registry = '111111111111.dkr.ecr.eu-west-1.amazonaws.com';

const good: Record<string, JsonRecord> = {
  Repository: { Type: 'AWS::ECR::Repository', Properties: { ImageTagMutability: 'IMMUTABLE' } },
  Lambda: { Type: 'AWS::Lambda::Function', Properties: { Code: { S3Bucket: 'code', S3Key: `${hash}.zip` } } },
  Layer: {
    Type: 'AWS::Lambda::LayerVersion',
    Properties: { Content: { S3Bucket: 'code', S3Key: 'layer.zip', S3ObjectVersion: 'v1' } },
  },
  Signing: {
    Type: 'AWS::Lambda::CodeSigningConfig',
    Properties: { CodeSigningPolicies: { UntrustedArtifactOnDeployment: 'Enforce' } },
  },
  Task: {
    Type: 'AWS::ECS::TaskDefinition',
    Properties: { ContainerDefinitions: [{ Name: 'shop', Image: `${registry}/shop@${digest}` }] },
  },
};
const image = 'Task.Properties.ContainerDefinitions[0].Image';
const said = 'Properties.ContainerDefinitions[0].Image';
const wanted = 'an image by its digest, or by a tag that its repository keeps';
const keys = 'a key that holds a hash of the code, or S3ObjectVersion beside it';

const built = (...changes: readonly Change[]) => ({ resources: changed(good, changes), sections: undecided });

testRule(sdlc06, {
  pass: {
    'code by its hash, and images by their digest': built(),
    'code in the template': built(['Lambda.Properties.Code', { ZipFile: 'exports.handler = () => 1' }]),
    'an image of a function by its digest': built([
      'Lambda.Properties.Code',
      { ImageUri: `${registry}/shop@${digest}` },
    ]),
    'an image that the CDK names by its hash': built([
      image,
      { 'Fn::Sub': `\${Open}.dkr.ecr.eu-west-1.amazonaws.com/cdk-assets:${hash}` },
    ]),
    'a tag of a repository that keeps it': built([image, { 'Fn::Sub': '${Repository.RepositoryUri}:v1' }]),
  },
  fail: {
    'tags that move': {
      ...built(['Repository.Properties.ImageTagMutability', undefined]),
      says: ['Properties.ImageTagMutability is MUTABLE; expected IMMUTABLE'],
    },
    'code under a name that stays': {
      ...built(
        ['Lambda.Properties.Code.S3Key', 'shop/function.zip'],
        ['Layer.Properties.Content.S3ObjectVersion', undefined],
      ),
      says: [
        `Properties.Code.S3Key is shop/function.zip; expected ${keys}`,
        `Properties.Content.S3Key is layer.zip; expected ${keys}`,
      ],
    },
    'code that nobody signed, and is let through': {
      ...built(['Signing.Properties.CodeSigningPolicies', undefined]),
      says: ['Properties.CodeSigningPolicies.UntrustedArtifactOnDeployment is Warn; expected Enforce'],
    },
    'the latest image': {
      ...built([image, `${registry}/shop:latest`]),
      says: [`${said} is ${registry}/shop:latest; expected ${wanted}`],
    },
    'an image without a tag, from a registry with a port': {
      ...built([image, 'registry.boutique.example:5000/shop']),
      says: [`${said} is registry.boutique.example:5000/shop; expected ${wanted}`],
    },
  },
  unknown: {
    'a tag of a repository elsewhere': {
      ...built([image, 'public.ecr.aws/nginx/nginx:1.29']),
      says: [
        `${said} is public.ecr.aws/nginx/nginx:1.29; only the deployment tells whether that is ${wanted}`,
      ],
    },
    'code and an image that only the deployment knows': {
      ...built(['Lambda.Properties.Code.S3Key', { 'Fn::Sub': '${Open}.zip' }], [image, open]),
      says: [
        `Properties.Code.S3Key is \${?}.zip; only the deployment tells whether that is ${keys}`,
        `${said} is unknown (parameter Open is only known at deployment); expected ${wanted}`,
      ],
    },
  },
});

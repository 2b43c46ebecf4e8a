import limits from '../../aws/deployment-limits.json' with { type: 'json' };
import { InputError } from '../../cloudformation/input/input-error.ts';
import type { Deployment } from './deployment.ts';
import type { PolicyDocument } from './managed-policies.ts';
import { namePatterns } from './name-patterns.ts';

/** JSON with a line for each statement, since white space counts among the characters of a template. */
export function inLines(value: unknown): string {
  return `${JSON.stringify(value).replaceAll('{"Effect"', '\n{"Effect"')}\n`;
}

/**
 * The text of a template that makes the policies, and tells their ARNs as `cdk bootstrap` takes them. Throws an `InputError` where
 * CloudFormation would refuse it.
 */
export function policyTemplate(documents: readonly PolicyDocument[], deployment: Deployment): string {
  const text = inLines(templateOf(documents, deployment));
  if (Buffer.byteLength(text) <= limits.bytesOfTemplate) return text;
  throw new InputError(
    `the template of ${documents.length} policies has ${Buffer.byteLength(text)} bytes, and CloudFormation takes ${limits.bytesOfTemplate}, make the policies from --format json`,
  );
}

function templateOf(documents: readonly PolicyDocument[], deployment: Deployment): object {
  const policies = documents.map(
    (document, index) => [`Policy${index + 1}`, managedPolicy(document, index + 1, deployment)] as const,
  );
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: `what CloudFormation may do to deploy ${deployment.scopes.join(', ')}`,
    Resources: Object.fromEntries(policies),
    Outputs: {
      PolicyArns: {
        Description: 'for cdk bootstrap --cloudformation-execution-policies',
        Value: { 'Fn::Join': [',', policies.map(([id]) => ({ Ref: id }))] },
      },
    },
  };
}

function managedPolicy(document: PolicyDocument, number: number, deployment: Deployment): object {
  const { path, prefix } = placeOf(deployment);
  return {
    Type: 'AWS::IAM::ManagedPolicy',
    Properties: {
      ...(path !== '/' && { Path: path }),
      // One bootstrap has one set of policies, whatever it deploys.
      ManagedPolicyName: `${prefix}cdk-${deployment.qualifier}-deploy-${number}`,
      Description: `what CloudFormation may do to deploy ${deployment.scopes.join(', ')}`,
      PolicyDocument: document,
    },
  };
}

/** Path and prefix of the roles' names are those that the account asks of policies, too. */
function placeOf(deployment: Deployment): { readonly path: string; readonly prefix: string } {
  const [pattern = ''] = namePatterns('AWS::IAM::Role', deployment);
  const name = pattern.slice(pattern.lastIndexOf('/') + 1);
  const [scope = ''] = deployment.scopes;
  return {
    path: `/${pattern.slice(0, pattern.length - name.length)}`,
    prefix: name.slice(0, Math.max(0, name.indexOf(scope))),
  };
}

import { readInput } from '../cloudformation/input/read-input.ts';
import { Model } from '../cloudformation/model/model.ts';
import { deploymentOf } from '../permissions/deployment/deployment.ts';
import { executionStatements } from '../permissions/deployment/execution-policy.ts';
import { managedPolicies } from '../permissions/deployment/managed-policies.ts';
import { inLines, policyTemplate } from '../permissions/deployment/policy-template.ts';
import { oneOf, parseOptions } from './options.ts';
import type { ExitCode, Output } from './output.ts';

const help = `Write the execution policy of the CDK's bootstrap: what CloudFormation may do to deploy these stacks

Usage: palisade deploy-policy [PATH...] [options]

PATH is a cdk.out folder of a shop or of its account (default: cdk.out); name all that one bootstrap deploys

Options:
      --account ID      only the stacks of this account
  -f, --format FORMAT   cloudformation: a template that makes the policies, or json: their documents (default: cloudformation)
  -h, --help            print this help

The policies allow the actions of the types of resource that the templates have, on what is named as they name it, in their regions,
and within the permissions boundary that their roles have. Whoever administers the account deploys them before the bootstrap, and again when
a later release needs another action; CloudFormation says then which one.

Example:
  palisade deploy-policy cdk.out > deploy-policy.json
  aws cloudformation deploy --stack-name cdk-deploy-policy --template-file deploy-policy.json --capabilities CAPABILITY_NAMED_IAM
  aws cloudformation describe-stacks --stack-name cdk-deploy-policy --query 'Stacks[0].Outputs[0].OutputValue' --output text
  npx --no-install cdk bootstrap aws://ACCOUNT/REGION --cloudformation-execution-policies ARN,ARN,...
`;

const formats = ['cloudformation', 'json'] as const;

/** `palisade deploy-policy`: the execution policy for `cdk bootstrap`. */
export function deployPolicy(args: readonly string[], output: Output): ExitCode {
  const { values, positionals } = parseOptions(args, {
    account: { type: 'string' },
    format: { type: 'string', short: 'f', default: 'cloudformation' },
    help: { type: 'boolean', short: 'h', default: false },
  });
  if (values.help) {
    output.out(help);
    return 0;
  }
  const format = oneOf(values.format, formats, 'format');
  const paths = positionals.length > 0 ? positionals : ['cdk.out'];
  const { templates } = new Model(paths.flatMap((path) => readInput(path)));
  const deployment = deploymentOf(templates, values.account);
  const documents = managedPolicies(executionStatements(deployment));
  output.out(format === 'json' ? inLines(documents) : policyTemplate(documents, deployment));
  return 0;
}

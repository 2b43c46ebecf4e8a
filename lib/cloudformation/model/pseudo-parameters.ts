import { absent, literal, type Resolved, unknown } from './resolved.ts';
import type { Template } from './template.ts';

/** What `AWS::…` is in a template; unknown where only the deployment decides. */
export function pseudoParameter(name: string, { account, region, stackName }: Template): Resolved {
  if (name === 'AWS::NoValue') return absent;
  const known: Readonly<Record<string, string | undefined>> = {
    'AWS::AccountId': account,
    'AWS::Region': region,
    'AWS::StackName': stackName,
    'AWS::Partition': region && partitionOf(region),
    'AWS::URLSuffix': region && urlSuffixOf(region),
  };
  const value = known[name];
  return value === undefined ? unknown(`${name} is only known at deployment`) : literal(value);
}

/** Partition of a region: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  if (region.startsWith('us-gov-')) return 'aws-us-gov';
  return 'aws';
}

function urlSuffixOf(region: string): string {
  return region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
}

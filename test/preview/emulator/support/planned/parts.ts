import type { Resource } from '../stacks.ts';

export const account = '111111111111';

/** The id of another resource of the template. */
export function ref(logicalId: string) {
  return { Ref: logicalId };
}

/** An attribute of another resource of the template. */
export function attribute(logicalId: string, name: string) {
  return { 'Fn::GetAtt': [logicalId, name] };
}

/** A resource, perhaps after others. */
export function made(
  Type: string,
  Properties: Readonly<Record<string, unknown>> = {},
  ...DependsOn: readonly string[]
): Resource {
  return { Type, Properties, ...(DependsOn.length > 0 && { DependsOn }) };
}

/** A role's policy that lets one service take it on. */
export function trust(Service: string) {
  return {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' }],
  };
}

import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { Emulator } from '../../../support/emulator.ts';
import { stacksIn } from './stacks.ts';

/** A statement of a policy. */
export type Statement = Readonly<Record<string, unknown>>;

/** What a client of the AWS SDK is made with to call as somebody else than the account's root user. */
export interface CallerConfig {
  readonly region: string;
  readonly endpoint: string;
  readonly maxAttempts: number;
  readonly credentials: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken: string;
  };
}

const trust = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};

const tellCredentials = `exports.handler = async () => ({
  accessKeyId: process.env.AWS_ACCESS_KEY_ID,
  secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY,
  sessionToken: process.env.AWS_SESSION_TOKEN,
});`;

/** Deploys a function whose role has these statements or managed policies, and gives the credentials with which it calls AWS. */
export async function callerWith(
  emulator: Emulator,
  name: string,
  Statement: readonly Statement[],
  ManagedPolicyArns: readonly string[] = [],
): Promise<CallerConfig> {
  const { status, failures } = await stacksIn(emulator).create(name, {
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: { RoleName: name, AssumeRolePolicyDocument: trust, ManagedPolicyArns },
    },
    ...(Statement.length > 0 && {
      Policy: {
        Type: 'AWS::IAM::Policy',
        Properties: {
          PolicyName: 'rights',
          Roles: [{ Ref: 'Role' }],
          PolicyDocument: { Version: '2012-10-17', Statement },
        },
      },
    }),
    Function: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        FunctionName: name,
        Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
        Runtime: 'nodejs24.x',
        Handler: 'index.handler',
        Code: { ZipFile: tellCredentials },
      },
    },
  });
  if (status !== 'CREATE_COMPLETE') throw new Error(JSON.stringify(failures));
  const client = new LambdaClient(emulator.clientConfig);
  const { Payload } = await client.send(new InvokeCommand({ FunctionName: name }));
  return { ...emulator.clientConfig, credentials: JSON.parse(Buffer.from(Payload ?? []).toString()) };
}

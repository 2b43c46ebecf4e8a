import { randomUUID } from 'node:crypto';
import {
  CreateSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  RotateSecretCommand,
  type SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import type { Secret } from '../../../lambda/gateways/gateway.ts';
import { stacksIn } from '../../preview/emulator/support/stacks.ts';
import { account, type Emulator, region } from '../../support/emulator.ts';

/** A gateway's secret in the emulator. */
export interface GatewaySecret {
  readonly name: string;
  readonly arn: string;
  /** Writes a version; it becomes current unless labels say otherwise. */
  readonly put: (secret: Secret, labels?: readonly string[]) => Promise<string>;
  /** Starts a rotation and answers the id of its version; the steps are up to the caller. */
  readonly rotate: () => Promise<string>;
  /** Gives the secret a schedule, as a deployment does, and waits until AWS has tried the function. */
  readonly schedule: () => Promise<void>;
  /** The members of the version with a label. */
  readonly withLabel: (label: string) => Promise<Secret | undefined>;
  /** The ids of the versions that have labels, in the order of `versions`. */
  readonly ids: () => Promise<readonly string[]>;
  readonly unlabel: (label: string, version: string) => Promise<void>;
  /** The labels of each version that has some, with the members that it holds, if any. */
  readonly versions: () => Promise<readonly (readonly [labels: string, secret: Secret | undefined])[]>;
}

/** A function that does nothing in any step, so that a test can do the steps itself. */
const idleFunction = {
  Role: {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
        ],
      },
    },
  },
  Function: {
    Type: 'AWS::Lambda::Function',
    Properties: {
      FunctionName: 'idle-rotation',
      Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Code: { ZipFile: 'exports.handler = async () => {};' },
    },
  },
  Permission: {
    Type: 'AWS::Lambda::Permission',
    Properties: {
      FunctionName: { Ref: 'Function' },
      Action: 'lambda:InvokeFunction',
      Principal: 'secretsmanager.amazonaws.com',
    },
  },
};
const rotationFunction = `arn:aws:lambda:${region}:${account}:function:idle-rotation`;

/** Deploys the function that rotations of gateways' secrets call. */
export async function deployIdleRotation(emulator: Emulator): Promise<void> {
  const { status, failures } = await stacksIn(emulator).create('idle-rotation', idleFunction);
  if (status !== 'CREATE_COMPLETE') throw new Error(JSON.stringify(failures));
}

/** Makes an empty secret, as a first deployment does. */
export async function createGatewaySecret(
  client: SecretsManagerClient,
  gateway: string,
  shop: string = randomUUID(),
): Promise<GatewaySecret> {
  const name = `${shop}/gateways/${gateway}`;
  const { ARN: arn = '' } = await client.send(new CreateSecretCommand({ Name: name }));
  const read = (which: { readonly VersionId?: string; readonly VersionStage?: string }) =>
    client.send(new GetSecretValueCommand({ SecretId: arn, ...which })).then(
      ({ SecretString = '' }): Secret => JSON.parse(SecretString),
      () => undefined,
    );
  const stagesOf = async () => {
    const { VersionIdsToStages = {} } = await client.send(new DescribeSecretCommand({ SecretId: arn }));
    return VersionIdsToStages;
  };
  const rotate = async (RotateImmediately: boolean) => {
    const { VersionId = '' } = await client.send(
      new RotateSecretCommand({
        SecretId: arn,
        RotationLambdaARN: rotationFunction,
        RotationRules: { AutomaticallyAfterDays: 90 },
        RotateImmediately,
      }),
    );
    return VersionId;
  };
  return {
    name,
    arn,
    put: async (secret, stages) => {
      const { VersionId = '' } = await client.send(
        new PutSecretValueCommand({
          SecretId: arn,
          SecretString: JSON.stringify(secret),
          ...(stages && { VersionStages: [...stages] }),
        }),
      );
      return VersionId;
    },
    rotate: () => rotate(true),
    schedule: async () => {
      const trial = await rotate(false);
      while (trial in (await stagesOf())) await new Promise((resolve) => setTimeout(resolve, 20));
    },
    withLabel: (label) => read({ VersionStage: label }),
    ids: async () => Object.keys(await stagesOf()),
    unlabel: async (label, version) => {
      const change = { VersionStage: label, RemoveFromVersionId: version };
      await client.send(new UpdateSecretVersionStageCommand({ SecretId: arn, ...change }));
    },
    versions: async () => {
      const VersionIdsToStages = await stagesOf();
      return Promise.all(
        Object.entries(VersionIdsToStages).map(
          async ([version, found]) =>
            [[...found].sort().join(' '), await read({ VersionId: version })] as const,
        ),
      );
    },
  };
}

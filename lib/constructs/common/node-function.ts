import { existsSync } from 'node:fs';
import { type Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  Code,
  Function as LambdaFunction,
  Runtime,
  RuntimeFamily,
} from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { packagePath } from '../../package-root.ts';
import { nameOf, type Storefront } from '../contract/storefront.ts';
import type { LogGroups } from './log-groups.ts';
import facts from './node-runtime.json' with { type: 'json' };

export interface NodeFunctionProps {
  readonly storefront: Storefront;
  readonly logGroups: LogGroups;

  /** Folder of the function below `lambda`; also the role in its name. */
  readonly source: string;

  readonly memoryMegabytes: number;
  readonly timeout: Duration;

  /**
   * What the function is told of the shop; never a secret.
   *
   * @default - nothing
   */
  readonly environment?: Readonly<Record<string, string>>;

  /**
   * Only what brings a program of its own along needs another one.
   *
   * @default Architecture.ARM_64
   */
  readonly architecture?: Architecture;
}

/** A function whose bundle was made before synthesis, with a log group and a role of its own. */
export class NodeFunction extends Construct {
  readonly function: LambdaFunction;
  readonly role: Role;

  constructor(scope: Construct, id: string, props: NodeFunctionProps) {
    super(scope, id);
    const { storefront, logGroups, source, memoryMegabytes, timeout, environment } = props;
    const { architecture = Architecture.ARM_64 } = props;
    const functionName = nameOf(storefront, Stack.of(this).region, source);
    const logGroup = logGroups.add(id, `/aws/lambda/${functionName}`);

    this.role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    this.role.addToPolicy(
      new PolicyStatement({
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [logGroup.logGroupArn],
      }),
    );
    this.function = new LambdaFunction(this, 'Resource', {
      functionName,
      runtime: new Runtime(facts.runtime, RuntimeFamily.NODEJS),
      architecture,
      handler: 'index.handler',
      code: Code.fromAsset(bundleOf(source)),
      role: this.role,
      logGroup,
      memorySize: memoryMegabytes,
      timeout,
      ...(environment && { environment }),
    });
  }
}

function bundleOf(source: string): string {
  const folder = packagePath('dist', 'lambda', source);
  if (existsSync(folder)) return folder;
  throw new Error(`the bundle of lambda/${source} is missing: run npm run build`);
}

import { existsSync } from 'node:fs';
import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as FunctionTarget } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  CfnEventInvokeConfig,
  Code,
  type ILayerVersion,
  Function as LambdaFunction,
  Runtime,
  RuntimeFamily,
} from 'aws-cdk-lib/aws-lambda';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { pascalCase, resourceName } from '../../contract/names.ts';
import { packagePath } from '../../package-root.ts';
import type { Owner } from '../contract/owner.ts';
import { type FunctionNetwork, placeInNetwork } from '../network/place-in-network.ts';
import { type FunctionName, functionSizes } from './function-sizes.ts';
import type { LogGroups } from './log-groups.ts';
import facts from './node-runtime.json' with { type: 'json' };

export interface NodeFunctionProps {
  /** Whose resource it is; its name begins with the owner's. */
  readonly owner: Owner;
  readonly logGroups: LogGroups;

  /** Folder of the function below `lambda`; also the role in its name. */
  readonly source: FunctionName;

  /**
   * What the function is told of the shop; never a secret.
   *
   * @default - nothing
   */
  readonly environment?: Readonly<Record<string, string>>;

  /**
   * What the function may do.
   *
   * @default - nothing but writing its log
   */
  readonly access?: readonly PolicyStatement[];

  /**
   * Files that the function reads when it starts.
   *
   * @default - none
   */
  readonly layers?: readonly ILayerVersion[];

  /**
   * Only what brings a program of its own along needs another one.
   *
   * @default Architecture.ARM_64
   */
  readonly architecture?: Architecture;

  /**
   * Where it lives, so that the network decides which hosts it reaches.
   *
   * @default - outside of any network
   */
  readonly network?: FunctionNetwork;

  /**
   * Executions at a time that it has for itself, and no more than these.
   *
   * @default - it shares those of the account with all functions that have none for themselves
   */
  readonly reservedConcurrency?: number | undefined;
}

/** A function whose bundle was made before synthesis, with a log group and a role of its own. */
export class NodeFunction extends Construct {
  readonly function: LambdaFunction;
  readonly role: Role;
  readonly source: FunctionName;
  readonly logGroup: LogGroup;
  private isCalledByItself = false;

  constructor(scope: Construct, id: string, props: NodeFunctionProps) {
    super(scope, id);
    const { owner, logGroups, source, environment, access = [], layers = [] } = props;
    const { architecture = Architecture.ARM_64, network, reservedConcurrency } = props;
    const { memoryMegabytes, timeoutSeconds } = functionSizes[source];
    const functionName = resourceName(owner, source);
    this.logGroup = logGroups.add(pascalCase(source), `/aws/lambda/${functionName}`);

    this.source = source;
    this.role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    this.role.addToPolicy(
      new PolicyStatement({
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [this.logGroup.logGroupArn],
      }),
    );
    this.function = new LambdaFunction(this, 'Resource', {
      functionName,
      runtime: new Runtime(facts.runtime, RuntimeFamily.NODEJS),
      architecture,
      handler: 'index.handler',
      code: Code.fromAsset(bundleOf(source)),
      role: this.role,
      logGroup: this.logGroup,
      memorySize: memoryMegabytes,
      timeout: Duration.seconds(timeoutSeconds),
      layers: [...layers],
      ...(reservedConcurrency !== undefined && { reservedConcurrentExecutions: reservedConcurrency }),
      ...(environment && { environment }),
    });
    for (const statement of access) this.role.addToPolicy(statement);
    if (network) placeInNetwork({ lambda: this.function, functionName, role: this.role }, network, owner);
  }

  /** Whether a schedule calls it, so that silence means a fault. */
  get isScheduled(): boolean {
    return this.isCalledByItself;
  }

  /**
   * Calls the function again and again. A call that is late by a whole interval is dropped: the next one does its work.
   * `deadLetters` is the ARN of a queue that takes word of calls that failed each time; the function's role may send to it.
   */
  callEvery(interval: Duration, deadLetters?: string): void {
    if (deadLetters !== undefined) {
      const config = new CfnEventInvokeConfig(this, 'ScheduleFailures', {
        functionName: this.function.functionName,
        qualifier: '$LATEST',
        maximumRetryAttempts: 2,
        destinationConfig: { onFailure: { destination: deadLetters } },
      });
      // Lambda tries the role's rights when the destination is named.
      config.node.addDependency(this.role);
    }
    this.isCalledByItself = true;
    new Rule(this, 'Schedule', {
      schedule: Schedule.rate(interval),
      targets: [new FunctionTarget(this.function, { retryAttempts: 2, maxEventAge: interval })],
    });
  }
}

function bundleOf(source: string): string {
  const folder = packagePath('dist', 'lambda', source);
  if (existsSync(folder)) return folder;
  throw new Error(`the bundle of lambda/${source} is missing: run npm run build`);
}

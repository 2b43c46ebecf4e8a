import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnRotationSchedule } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { gatewayOf } from '../../../lambda/gateways/index.ts';
import { secretAccess } from '../common/access.ts';
import type { NodeFunction } from '../common/node-function.ts';
import { type FunctionParts, gatewaysVariable, paymentFunction, secretsOf } from './payment-function.ts';
import facts from './rotation.json' with { type: 'json' };

/** Replaces the keys of gateways: by the gateway's own API where it has one, otherwise with what an operator staged. */
export function tokenRotation(scope: Construct, parts: FunctionParts): NodeFunction {
  const { storefront, stores } = parts;
  const made = paymentFunction(scope, 'token-rotation', parts, {
    environment: { GATEWAYS: gatewaysVariable(parts) },
    access: secretAccess(secretsOf(parts), {
      actions: ['DescribeSecret', 'GetSecretValue', 'PutSecretValue', 'UpdateSecretVersionStage'],
      use: 'rotatingSecrets',
    }),
  });
  made.function.addPermission('Rotation', {
    principal: new ServicePrincipal('secretsmanager.amazonaws.com'),
    sourceAccount: storefront.environment.account,
  });
  for (const { name } of storefront.environment.payments.gateways) {
    const schedule = new CfnRotationSchedule(scope, `rotation-${name}`, {
      secretId: stores.secretOf(name).name,
      rotationLambdaArn: made.function.functionArn,
      rotationRules: { scheduleExpression: `rate(${daysBetween(name)} days)` },
      // A deployment must not replace a key that payments are made with, and at first there is none.
      rotateImmediatelyOnUpdate: false,
    });
    schedule.node.addDependency(made);
  }
  return made;
}

function daysBetween(gateway: string): number {
  const { requests, callbacks } = gatewayOf(gateway).rotation;
  return facts.days[[requests, callbacks].includes('automatic') ? 'automatic' : 'operator'];
}

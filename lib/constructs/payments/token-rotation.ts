import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnRotationSchedule } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { gatewayOf } from '../../../lambda/gateways/index.ts';
import { pascalCase } from '../../contract/names.ts';
import { NodeFunction } from '../common/node-function.ts';
import { secretAccess } from '../data/access.ts';
import type { Store } from '../data/stores.ts';
import { gatewaysVariable, type PaymentFunctionProps, secretsOf } from './payment-function.ts';

/**
 * Days between two rotations. 90 is the usual bound for keys that a person replaces (PCI DSS v4.0.1, 8.6.3, leaves it to a risk
 * analysis). What needs nobody can come more often, yet not sooner than the longest overlap, which is 30 days for Adyen.
 */
const rotationDays = { automatic: 45, operator: 90 } as const;

/** Replaces the keys of gateways: by the gateway's own API where it has one, otherwise with what an operator staged. */
export function tokenRotation(scope: Construct, id: string, props: PaymentFunctionProps): NodeFunction {
  const { storefront, logGroups, stores } = props;
  const rotation = new NodeFunction(scope, id, {
    owner: storefront,
    logGroups,
    source: 'token-rotation',
    ...(props.network && { network: props.network }),
    environment: { GATEWAYS: gatewaysVariable(props), ORDER_LINK_SECRET: stores.orderLinkSecret.name },
    access: secretAccess([...secretsOf(props), stores.orderLinkSecret], {
      actions: ['DescribeSecret', 'GetSecretValue', 'PutSecretValue', 'UpdateSecretVersionStage'],
      use: 'rotatingSecrets',
    }),
  });
  rotation.function.addPermission('Rotation', {
    principal: new ServicePrincipal('secretsmanager.amazonaws.com'),
    sourceAccount: storefront.environment.account,
  });
  for (const { name } of storefront.environment.payments.gateways) {
    schedule(rotation, `${pascalCase(name)}Schedule`, {
      secret: stores.secretOf(name),
      days: daysBetween(name),
    });
  }
  const { automatic: days } = rotationDays;
  schedule(rotation, 'OrderLinkSchedule', { secret: stores.orderLinkSecret, days });
  return rotation;
}

function schedule(
  rotation: NodeFunction,
  id: string,
  { secret, days }: { readonly secret: Store; readonly days: number },
): void {
  const made = new CfnRotationSchedule(rotation, id, {
    secretId: secret.name,
    rotationLambdaArn: rotation.function.functionArn,
    rotationRules: { scheduleExpression: `rate(${days} days)` },
    // A deployment must not replace a key that payments are made with, and at first there is none.
    rotateImmediatelyOnUpdate: false,
  });
  made.node.addDependency(rotation.function, rotation.role);
}

function daysBetween(gateway: string): number {
  const { requests, callbacks } = gatewayOf(gateway).rotation;
  return rotationDays[[requests, callbacks].includes('automatic') ? 'automatic' : 'operator'];
}

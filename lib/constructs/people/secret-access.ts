import { ArnFormat } from 'aws-cdk-lib';
import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { resourceName } from '../../contract/names.ts';
import type { FunctionName } from '../common/function-sizes.ts';
import { secretAccess } from '../data/access.ts';
import type { WorkPlace } from './work-place.ts';

const rotation: FunctionName = 'token-rotation';

/**
 * Writes new versions of secrets, moves their labels and starts rotations. A denial keeps whoever stages from reading, whatever
 * else somebody gives the role later.
 */
export function stagingSecrets({ storefront, stack, stores }: WorkPlace): readonly PolicyStatement[] {
  const { gateways } = storefront.profile.payments;
  const secrets = [
    ...gateways.map(({ name }) => stores.secretOf(name)),
    ...(storefront.environment.orders.notify ? [stores.notifySecret] : []),
    ...(storefront.environment.orders.quote ? [stores.quoteSecret] : []),
  ];
  const rotate = stack.formatArn({
    service: 'lambda',
    resource: 'function',
    resourceName: resourceName(storefront, rotation),
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  return [
    ...secretAccess(secrets, {
      actions: [
        'DescribeSecret',
        'ListSecretVersionIds',
        'PutSecretValue',
        'RotateSecret',
        'UpdateSecretVersionStage',
      ],
      use: 'stagingSecrets',
    }),
    // Who asks for a rotation has to be allowed what it calls
    // (https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_RotateSecret.html).
    new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [rotate] }),
    // Who staged what, and when: the trail has no narrower question.
    new PolicyStatement({ actions: ['cloudtrail:LookupEvents'], resources: ['*'] }),
    new PolicyStatement({
      effect: Effect.DENY,
      actions: ['secretsmanager:BatchGetSecretValue', 'secretsmanager:GetSecretValue'],
      resources: ['*'],
    }),
  ];
}

import { RemovalPolicy } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { CfnResourcePolicy, CfnSecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { titleOf } from '../../../lambda/gateways/registry.ts';
import { gatewaySecretName, pascalCase } from '../../contract/names.ts';
import { customerKey } from '../common/customer-key.ts';
import { classifyData } from '../contract/contract-entries.ts';
import { applyKitException } from '../contract/kit-exceptions.ts';
import type { Storefront } from '../contract/storefront.ts';

export interface GatewaySecretsProps {
  readonly storefront: Storefront;
}

/**
 * A place for the keys of each gateway. It is empty until an operator stages a value: no template, log or command
 * line ever holds one.
 */
export class GatewaySecrets extends Construct {
  readonly key: Key;

  constructor(scope: Construct, id: string, { storefront }: GatewaySecretsProps) {
    super(scope, id);
    this.key = customerKey(this, 'Key', {
      owner: storefront,
      role: 'gateway-secrets',
      encrypts: 'Gateway secrets',
    });
    for (const { name } of storefront.profile.payments.gateways) this.secret(name, storefront);
  }

  private secret(gateway: string, storefront: Storefront): void {
    // The CDK's own construct would generate a value, which no gateway knows.
    const secret = new CfnSecret(this, pascalCase(gateway), {
      name: gatewaySecretName(storefront, gateway),
      description: `Keys of ${titleOf(gateway)}, staged by an operator`,
      kmsKeyId: this.key.keyArn,
    });
    secret.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    classifyData(secret, 'secrets');
    applyKitException(secret, 'rotation-elsewhere', storefront);
    new CfnResourcePolicy(this, `${pascalCase(gateway)}Policy`, {
      secretId: secret.ref,
      blockPublicPolicy: true,
      resourcePolicy: onlyByTls(),
    });
  }
}

function onlyByTls(): PolicyDocument {
  return new PolicyDocument({
    statements: [
      new PolicyStatement({
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: ['secretsmanager:*'],
        resources: ['*'],
        conditions: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
    ],
  });
}

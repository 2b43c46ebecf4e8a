import { RemovalPolicy } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { CfnResourcePolicy, CfnSecret, type CfnSecretProps } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { titleOf } from '../../../lambda/gateways/registry.ts';
import {
  gatewaySecretName,
  notifySecretName,
  orderLinkSecretName,
  pascalCase,
  quoteSecretName,
} from '../../contract/names.ts';
import { customerKey } from '../common/customer-key.ts';
import { classifyData } from '../contract/contract-entries.ts';
import { applyKitException } from '../contract/kit-exceptions.ts';
import type { Storefront } from '../contract/storefront.ts';

export interface GatewaySecretsProps {
  readonly storefront: Storefront;
}

/**
 * A place for the keys of each gateway, and for those that sign webhooks and requests for quotes where the shop has them, which is empty until an operator
 * stages a value; and the key that signs links to orders. No template, log or command line ever holds one.
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
    for (const { name } of storefront.profile.payments.gateways) {
      const keys = this.secret(pascalCase(name), {
        name: gatewaySecretName(storefront, name),
        description: `Keys of ${titleOf(name)}, staged by an operator`,
      });
      applyKitException(keys, 'rotation-elsewhere', storefront);
    }
    const { notify, quote } = storefront.environment.orders;
    const shared = [
      ...(notify
        ? [{ id: 'Notify', name: notifySecretName(storefront), signs: 'webhooks about orders' }]
        : []),
      ...(quote ? [{ id: 'Quote', name: quoteSecretName(storefront), signs: 'requests for quotes' }] : []),
    ];
    for (const { id: secretId, name, signs } of shared) {
      const signing = this.secret(secretId, {
        name,
        description: `Key that signs ${signs}, staged by an operator`,
      });
      applyKitException(signing, 'webhook-key', storefront);
      applyKitException(signing, 'webhook-key', storefront, { rule: 'AwsSolutions::AwsSolutions-SMG4' });
    }
    // Nobody outside of the shop has to know this key, so that Secrets Manager makes it.
    const linkKey = this.secret('OrderLink', {
      name: orderLinkSecretName(storefront),
      description: 'Key that signs links to orders, made and rotated by itself',
      generateSecretString: {
        secretStringTemplate: '{}',
        generateStringKey: 'signingSecret',
        passwordLength: 64,
        excludePunctuation: true,
      },
    });
    applyKitException(linkKey, 'rotation-elsewhere', storefront);
  }

  private secret(
    id: string,
    said: Pick<CfnSecretProps, 'name' | 'description' | 'generateSecretString'>,
  ): CfnSecret {
    // The CDK's own construct would generate a value, which no gateway knows.
    const secret = new CfnSecret(this, id, { ...said, kmsKeyId: this.key.keyArn });
    secret.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    classifyData(secret, 'secrets', {
      comesBack:
        'An operator makes a new key at the gateway and stages it; a deleted secret can be restored for 30 days.',
    });
    new CfnResourcePolicy(this, `${id}Policy`, {
      secretId: secret.ref,
      blockPublicPolicy: true,
      resourcePolicy: onlyByTls(),
    });
    return secret;
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

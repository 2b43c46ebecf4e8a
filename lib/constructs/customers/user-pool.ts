import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import {
  CfnLogDeliveryConfiguration,
  CfnManagedLoginBranding,
  CfnUserPool,
  CfnUserPoolClient,
  CfnUserPoolDomain,
  CfnUserPoolRiskConfigurationAttachment,
} from 'aws-cdk-lib/aws-cognito';
import { CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import type { CustomersConfig } from '../../config/storefront-config.ts';
import { pascalCase, resourceName } from '../../contract/names.ts';
import { type LogGroups, logDelivery, logGroupArn } from '../common/log-groups.ts';
import { classifyData } from '../contract/contract-entries.ts';
import { applyKitException } from '../contract/kit-exceptions.ts';
import type { Storefront } from '../contract/storefront.ts';
import { signInHost, signInPrefix } from './sign-in-address.ts';
import type { SignInFirewall } from './sign-in-firewall.ts';

export interface UserPoolProps {
  readonly storefront: Storefront;
  readonly customers: CustomersConfig;
  readonly firewall: SignInFirewall;
  readonly logGroups: LogGroups;
}

/** What a pool is made with for good: another value is another pool, and every customer has to sign up anew. */
export const forGood = {
  usernameAttributes: ['email'],
  usernameConfiguration: { caseSensitive: false },
} as const;

/** PCI DSS v4.0.1, 8.3.6, asks for 12 characters; length is what makes a password, and a passkey takes none. */
const passwordPolicy: CfnUserPool.PasswordPolicyProperty = {
  minimumLength: 14,
  requireLowercase: true,
  requireNumbers: true,
  passwordHistorySize: 4,
  temporaryPasswordValidityDays: 3,
};

/**
 * The customers of a shop, and the pages of Amazon Cognito on which they prove who they are. Threat protection is part of its
 * dearest plan, and of no other (https://docs.aws.amazon.com/cognito/latest/developerguide/feature-plans-features-plus.html).
 */
export class UserPool extends Construct {
  readonly pool: CfnUserPool;
  readonly client: CfnUserPoolClient;

  constructor(scope: Construct, id: string, props: UserPoolProps) {
    super(scope, id);
    const { storefront, customers, firewall, logGroups } = props;
    this.pool = new CfnUserPool(this, 'Resource', {
      userPoolName: resourceName(storefront, 'customers'),
      userPoolTier: 'PLUS',
      userPoolAddOns: { advancedSecurityMode: 'ENFORCED' },
      deletionProtection: 'ACTIVE',
      usernameAttributes: [...forGood.usernameAttributes],
      usernameConfiguration: forGood.usernameConfiguration,
      autoVerifiedAttributes: ['email'],
      userAttributeUpdateSettings: { attributesRequireVerificationBeforeUpdate: ['email'] },
      accountRecoverySetting: { recoveryMechanisms: [{ name: 'verified_email', priority: 1 }] },
      adminCreateUserConfig: { allowAdminCreateUserOnly: customers.signUp === 'invitation' },
      policies: { passwordPolicy, signInPolicy: { allowedFirstAuthFactors: firstFactors(customers) } },
      mfaConfiguration: customers.secondFactor === 'required' ? 'ON' : 'OPTIONAL',
      // Without it Cognito asks for settings of text messages, which a stolen number takes over.
      enabledMfas: ['SOFTWARE_TOKEN_MFA'],
      ...passkeys(storefront, customers),
    });
    this.pool.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    classifyData(this.pool, 'personal', {
      retention: 'An account is its customer’s, and is kept until they or somebody of the shop delete it.',
      comesBack:
        'Nothing copies a user pool: customers sign up again, and reach earlier orders by links. It is protected from deletion, and kept when its stack goes.',
    });
    applyKitException(this.pool, 'long-passwords', storefront);
    if (customers.secondFactor === 'optional') {
      applyKitException(this.pool, 'second-factor-by-choice', storefront);
    }
    this.client = this.appClient(storefront, customers);
    this.signInPages(storefront);
    this.risks();
    new CfnWebACLAssociation(this, 'Firewall', {
      resourceArn: this.pool.attrArn,
      webAclArn: firewall.acl.attrArn,
    });
    this.logSignIns(storefront, logGroups);
  }

  /** The shop's own back end, which proves who it is by a secret that the pool makes and no template holds. */
  private appClient({ environment }: Storefront, customers: CustomersConfig): CfnUserPoolClient {
    const shopUrl = `https://${environment.domain}`;
    return new CfnUserPoolClient(this, 'Client', {
      userPoolId: this.pool.ref,
      clientName: 'shop',
      generateSecret: true,
      preventUserExistenceErrors: 'ENABLED',
      enableTokenRevocation: true,
      // No flow takes a password from a program: the sign-in pages alone ask for it.
      explicitAuthFlows: [customers.signIn === 'passkey' ? 'ALLOW_USER_AUTH' : 'ALLOW_REFRESH_TOKEN_AUTH'],
      supportedIdentityProviders: ['COGNITO'],
      allowedOAuthFlowsUserPoolClient: true,
      allowedOAuthFlows: ['code'],
      allowedOAuthScopes: ['openid', 'email'],
      callbackUrLs: [`${shopUrl}/api/account/callback`],
      logoutUrLs: [`${shopUrl}/account/`],
      // The shop reads an ID token once and keeps none; these are the shortest that Cognito issues.
      authSessionValidity: 3,
      idTokenValidity: 5,
      accessTokenValidity: 5,
      refreshTokenValidity: 60,
      tokenValidityUnits: { idToken: 'minutes', accessToken: 'minutes', refreshToken: 'minutes' },
      readAttributes: ['email', 'email_verified'],
      writeAttributes: ['email'],
    });
  }

  private signInPages(storefront: Storefront): void {
    const domain = new CfnUserPoolDomain(this, 'Domain', {
      userPoolId: this.pool.ref,
      domain: signInPrefix(storefront),
      managedLoginVersion: 2,
    });
    // Pages of this version are shown to no client without a branding of its own.
    const branding = new CfnManagedLoginBranding(this, 'Branding', {
      userPoolId: this.pool.ref,
      clientId: this.client.ref,
      useCognitoProvidedValues: true,
    });
    branding.node.addDependency(domain);
  }

  private risks(): void {
    const blocked = { eventAction: 'BLOCK', notify: false };
    const askedMore = { eventAction: 'MFA_IF_CONFIGURED', notify: false };
    new CfnUserPoolRiskConfigurationAttachment(this, 'Risks', {
      userPoolId: this.pool.ref,
      clientId: 'ALL',
      compromisedCredentialsRiskConfiguration: {
        eventFilter: ['SIGN_IN', 'SIGN_UP', 'PASSWORD_CHANGE'],
        actions: { eventAction: 'BLOCK' },
      },
      accountTakeoverRiskConfiguration: {
        actions: { highAction: blocked, mediumAction: askedMore, lowAction: askedMore },
      },
    });
  }

  /** What threat protection thinks of each sign-in. The trail of the account has the rest. */
  private logSignIns(storefront: Storefront, logGroups: LogGroups): void {
    const stack = Stack.of(this);
    const name = `/aws/vendedlogs/cognito/${resourceName(storefront, 'customers')}`;
    const log = logGroups.add(pascalCase('sign-ins'), name, { writer: logDelivery(stack) });
    const delivery = new CfnLogDeliveryConfiguration(this, 'Logs', {
      userPoolId: this.pool.ref,
      logConfigurations: [
        {
          eventSource: 'userAuthEvents',
          logLevel: 'INFO',
          cloudWatchLogsConfiguration: { logGroupArn: logGroupArn(stack, name) },
        },
      ],
    });
    delivery.node.addDependency(log);
  }
}

/** Cognito refuses passkeys without a companion: whoever has none yet signs in by password, and adds one. */
function firstFactors({ signIn }: CustomersConfig): string[] {
  return signIn === 'passkey' ? ['PASSWORD', 'WEB_AUTHN'] : ['PASSWORD'];
}

/**
 * A passkey that asks for finger, face or PIN is two factors in one; where a second factor is required, Cognito takes no other
 * (https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_WebAuthnConfigurationType.html).
 */
function passkeys(storefront: Storefront, { signIn }: CustomersConfig) {
  if (signIn !== 'passkey') return {};
  return {
    webAuthnRelyingPartyId: signInHost(storefront),
    webAuthnUserVerification: 'required',
    webAuthnFactorConfiguration: 'MULTI_FACTOR_WITH_USER_VERIFICATION',
  };
}

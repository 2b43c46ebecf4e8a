import {
  AdminUserGlobalSignOutCommand,
  type CognitoIdentityProviderClient,
  DescribeUserPoolClientCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import type { Log } from '../shared/log/log.ts';
import type { UserPoolSettings } from './settings.ts';
import type { PoolAdministration } from './user-pool.ts';

export interface CognitoProps {
  readonly client: CognitoIdentityProviderClient;
  readonly pool: UserPoolSettings;
  /** Withholds the secret of the app client from its lines. */
  readonly log: Log;
}

/** The user pool in Amazon Cognito. The secret of its app client stands in no template, variable or other store: it is asked for once. */
export function createCognito({ client, pool, log }: CognitoProps): PoolAdministration {
  let known: Promise<string> | undefined;
  const ask = async () => {
    const { UserPoolClient } = await client.send(
      new DescribeUserPoolClientCommand({ UserPoolId: pool.id, ClientId: pool.clientId }),
    );
    const secret = UserPoolClient?.ClientSecret;
    if (!secret) throw new Error('the app client of the user pool has no secret');
    log.withhold(secret);
    return secret;
  };
  return {
    clientSecret: () => {
      known ??= ask().catch((error: unknown) => {
        known = undefined;
        throw error;
      });
      return known;
    },
    signOutEverywhere: async (subject) => {
      await client.send(new AdminUserGlobalSignOutCommand({ UserPoolId: pool.id, Username: subject }));
    },
  };
}

import { CfnOIDCProvider } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { pascalCase } from '../../contract/names.ts';
import { tokenAudience } from '../../contract/pipelines.ts';
import type { Account } from './account.ts';

export interface OidcProvidersProps {
  readonly account: Account;
}

/**
 * Whose tokens the account reads at all. A provider gives nobody a right: roles of shops say which repository or project may take
 * them on. AWS trusts the issuers' certificates by its own list of authorities, so there are no thumbprints to keep.
 */
export class OidcProviders extends Construct {
  constructor(scope: Construct, id: string, { account }: OidcProvidersProps) {
    super(scope, id);
    for (const host of account.config.oidcProviders) {
      new CfnOIDCProvider(this, pascalCase(host), { url: `https://${host}`, clientIdList: [tokenAudience] });
    }
  }
}

import { auth06Clients } from '../../../../lib/policy/rules/auth/auth-06-clients.ts';
import { auth06Providers } from '../../../../lib/policy/rules/auth/auth-06-providers.ts';
import { open } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { foreignSignIn, signIn } from './sign-in.ts';

const client = 'Client.Properties';
const https = 'https addresses without wildcards';

testRule(auth06Clients, {
  pass: {
    'a client of staff': signIn(),
    "the same in somebody else's template": foreignSignIn(),
    'what Cognito sets by itself': signIn(
      [`${client}.AccessTokenValidity`, undefined],
      [`${client}.RefreshTokenValidity`, undefined],
      [`${client}.TokenValidityUnits`, undefined],
      [`${client}.EnableTokenRevocation`, undefined],
    ),
    'an address that is put together': signIn([
      `${client}.CallbackURLs`,
      [{ 'Fn::Sub': 'https://${Open}/callback' }],
    ]),
    'a server of somebody else that takes passwords': foreignSignIn([
      `${client}.ExplicitAuthFlows`,
      ['ALLOW_ADMIN_USER_PASSWORD_AUTH'],
    ]),
    'a client for programs, without any page': signIn(
      [`${client}.AllowedOAuthFlows`, ['client_credentials']],
      [`${client}.CallbackURLs`, undefined],
    ),
  },
  fail: {
    'tokens in addresses': {
      ...signIn([`${client}.AllowedOAuthFlows`, ['code', 'implicit']]),
      says: ['Properties.AllowedOAuthFlows is ["code","implicit"]; expected code, and not implicit'],
    },
    'passwords that programs see': {
      ...signIn([
        `${client}.ExplicitAuthFlows`,
        ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_ADMIN_USER_PASSWORD_AUTH'],
      ]),
      says: [
        'Properties.ExplicitAuthFlows is ["ALLOW_USER_PASSWORD_AUTH","ALLOW_ADMIN_USER_PASSWORD_AUTH"]; expected flows in which no program of the shop sees a password',
      ],
    },
    'plain addresses and patterns of them': {
      ...signIn(
        [`${client}.CallbackURLs`, ['http://localhost:3000/callback']],
        [`${client}.LogoutURLs`, ['https://*.boutique.example/']],
        [`${client}.DefaultRedirectURI`, 'shop://callback'],
      ),
      says: [
        `Properties.CallbackURLs is ["http://localhost:3000/callback"]; expected ${https}`,
        `Properties.LogoutURLs is ["https://*.boutique.example/"]; expected ${https}`,
        `Properties.DefaultRedirectURI is shop://callback; expected ${https}`,
      ],
    },
    'tokens that outlive the session, each in its unit': {
      ...signIn(
        [`${client}.AccessTokenValidity`, 61],
        [`${client}.IdTokenValidity`, 24],
        [`${client}.RefreshTokenValidity`, 87_600],
      ),
      says: [
        'Properties.AccessTokenValidity is 61; expected an hour or less, in minutes',
        'Properties.IdTokenValidity is 24; expected an hour or less, in hours',
        'Properties.RefreshTokenValidity is 87600; expected 30 days or less, in hours',
      ],
    },
    'minutes that become hours when their unit goes': {
      ...signIn([`${client}.TokenValidityUnits.AccessToken`, undefined]),
      says: ['Properties.AccessTokenValidity is 15; expected an hour or less, in hours'],
    },
    'tokens that nobody can revoke': {
      ...signIn([`${client}.EnableTokenRevocation`, false]),
      says: ['Properties.EnableTokenRevocation is false; expected true'],
    },
  },
  unknown: {
    'addresses and flows that only the deployment knows': {
      ...signIn([`${client}.CallbackURLs`, open], [`${client}.AllowedOAuthFlows`, ['code', open]]),
      says: [
        'Properties.AllowedOAuthFlows is ["code",{"Ref":"Open"}]; only the deployment tells whether that is code, and not implicit',
        'Properties.CallbackURLs is unknown (parameter Open is only known at deployment); expected https addresses without wildcards',
      ],
    },
    'a unit that only the deployment knows': {
      ...signIn([`${client}.TokenValidityUnits.AccessToken`, open]),
      says: [
        'Properties.AccessTokenValidity is 15; only the deployment tells whether that is an hour or less, in unknown (parameter Open is only known at deployment)',
      ],
    },
  },
});

const details = 'Provider.Properties.ProviderDetails';

testRule(auth06Providers, {
  pass: { 'a provider by https': signIn(), "the same in somebody else's template": foreignSignIn() },
  fail: {
    'a provider in plain text': {
      ...signIn([`${details}.oidc_issuer`, 'http://id.company.example']),
      says: [
        'Properties.ProviderDetails.oidc_issuer is http://id.company.example; expected an https address',
      ],
    },
    'metadata of SAML in plain text': {
      ...signIn([details, { MetadataURL: 'http://id.company.example/metadata' }]),
      says: [
        'Properties.ProviderDetails.MetadataURL is http://id.company.example/metadata; expected an https address',
      ],
    },
  },
  unknown: {
    'a provider that only the deployment knows': {
      ...signIn([`${details}.oidc_issuer`, open]),
      says: [
        'Properties.ProviderDetails.oidc_issuer is unknown (parameter Open is only known at deployment); expected an https address',
      ],
    },
  },
  notApplicable: { 'metadata that is written out': signIn([details, { MetadataFile: '<xml/>' }]) },
});

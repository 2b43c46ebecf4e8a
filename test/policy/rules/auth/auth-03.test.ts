import { auth03 } from '../../../../lib/policy/rules/auth/auth-03.ts';
import { auth03Clients } from '../../../../lib/policy/rules/auth/auth-03-clients.ts';
import { open } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { foreignSignIn, signIn } from './sign-in.ts';

const addOns = 'Pool.Properties.UserPoolAddOns';

testRule(auth03, {
  pass: { 'a pool of staff': signIn(), "the same in somebody else's template": foreignSignIn() },
  fail: {
    'threat protection that only reports': {
      ...signIn([`${addOns}.AdvancedSecurityMode`, 'AUDIT']),
      says: ['Properties.UserPoolAddOns.AdvancedSecurityMode is AUDIT; expected ENFORCED'],
    },
    'the tier that a pool gets by itself': {
      ...signIn(['Pool.Properties.UserPoolTier', undefined]),
      says: ['Properties.UserPoolTier is ESSENTIALS; expected PLUS'],
    },
    'a flow of its own that is only watched': {
      ...signIn([`${addOns}.AdvancedSecurityAdditionalFlows`, { CustomAuthMode: 'AUDIT' }]),
      says: [
        'Properties.UserPoolAddOns.AdvancedSecurityAdditionalFlows.CustomAuthMode is AUDIT; expected ENFORCED',
      ],
    },
  },
  unknown: {
    'a mode that only the deployment knows': {
      ...signIn([`${addOns}.AdvancedSecurityMode`, open]),
      says: [
        'Properties.UserPoolAddOns.AdvancedSecurityMode is unknown (parameter Open is only known at deployment); expected ENFORCED',
      ],
    },
  },
  notApplicable: {
    'a pool that nobody signs in to': signIn(
      ['Client', undefined],
      ['Authorizer', undefined],
      [addOns, undefined],
    ),
  },
});

const actions = 'Responses.Properties.AccountTakeoverRiskConfiguration.Actions';
const leaked = 'Responses.Properties.CompromisedCredentialsRiskConfiguration';
const skipped = 'Responses.Properties.RiskExceptionConfiguration.SkippedIPRangeList';
const prevent = 'Client.Properties.PreventUserExistenceErrors';

testRule(auth03Clients, {
  pass: {
    'a client of staff': signIn(),
    "the same in somebody else's template": foreignSignIn(),
    'leaked passwords that are looked for at each sign-in': signIn([`${leaked}.EventFilter`, ['SIGN_IN']]),
  },
  fail: {
    'a client that tells who has an account': {
      ...signIn([prevent, undefined]),
      says: ['Properties.PreventUserExistenceErrors is LEGACY; expected ENABLED'],
    },
    'leaked passwords that are let through': {
      ...signIn([`${leaked}.Actions.EventAction`, 'NO_ACTION']),
      says: [
        'Properties.CompromisedCredentialsRiskConfiguration.Actions.EventAction is NO_ACTION; expected BLOCK',
      ],
    },
    'leaked passwords that are looked for at sign-up alone': {
      ...signIn([`${leaked}.EventFilter`, ['SIGN_UP']]),
      says: [
        'Properties.CompromisedCredentialsRiskConfiguration.EventFilter is ["SIGN_UP"]; expected no filter, or one that holds SIGN_IN',
      ],
    },
    'risky sign-ins that pass': {
      ...signIn([`${actions}.HighAction.EventAction`, 'NO_ACTION'], [`${actions}.MediumAction`, undefined]),
      says: [
        'Properties.AccountTakeoverRiskConfiguration.Actions.HighAction.EventAction is NO_ACTION; expected BLOCK or MFA_REQUIRED or MFA_IF_CONFIGURED',
        'Properties.AccountTakeoverRiskConfiguration.Actions.MediumAction.EventAction is NO_ACTION; expected BLOCK or MFA_REQUIRED or MFA_IF_CONFIGURED',
      ],
    },
    'half of the internet that is never looked at': {
      ...signIn([skipped, ['0.0.0.0/1']]),
      says: [
        'Properties.RiskExceptionConfiguration.SkippedIPRangeList is ["0.0.0.0/1"]; expected ranges of /16 or narrower',
      ],
    },
  },
  unknown: {
    'ranges that only the deployment knows': {
      ...signIn([skipped, open]),
      says: [
        'Properties.RiskExceptionConfiguration.SkippedIPRangeList is unknown (parameter Open is only known at deployment); expected ranges of /16 or narrower',
      ],
    },
  },
  notApplicable: {
    'a client for programs, and responses that are left to AWS': signIn(
      ['Client.Properties.AllowedOAuthFlows', ['client_credentials']],
      [prevent, undefined],
      ['Responses.Properties', { UserPoolId: 'pool', ClientId: 'ALL' }],
    ),
  },
});

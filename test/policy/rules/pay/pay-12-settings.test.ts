import type { Json } from '../../../../lib/cloudformation/model/json.ts';
import { gatewaySecretName } from '../../../../lib/contract/names.ts';
import { pay12Settings } from '../../../../lib/policy/rules/pay/pay-12-settings.ts';
import { type Change, open } from '../../../support/changes.ts';
import { type Case, testRule } from '../../../support/rule-cases.ts';
import { storefront } from '../../../support/storefront.ts';
import { foreignWay, paymentWay } from './payment-way.ts';

const [gateway] = storefront.payments.gateways;
const secretId = gatewaySecretName({ shop: 'boutique', name: 'prod' }, 'stripe');
const paths = storefront.paths.map(({ pattern }) => pattern);
const contract = {
  ...storefront,
  stacks: ['edge'],
  payments: {
    ...storefront.payments,
    checks: { avsStreet: 'mismatch', avsPostalCode: 'mismatch', cvc: 'mismatch' },
  },
  backups: { ...storefront.backups, mostRestoreMinutes: 60 },
};

/** The worker is told what the contract says, but for the changes. */
function told(changes: Readonly<Record<string, Json>>, ...more: readonly Change[]): Case {
  const Variables = {
    GATEWAYS: JSON.stringify([{ config: gateway, secretId }]),
    PATHS: JSON.stringify(paths),
    PAYMENT_PATHS: JSON.stringify(['/checkout/*']),
    CHECK_POLICY: JSON.stringify(contract.payments.checks),
    MOST_RESTORE_MINUTES: '60',
    ORDER_RETENTION: JSON.stringify({ keepDays: 3650, personalForDays: 730 }),
    ORDERS_TABLE: 'boutique-prod-orders',
    API: 'https://api.stripe.com',
    ...changes,
  };
  return { ...paymentWay(['Worker.Properties.Environment', { Variables }], ...more), storefront: contract };
}

const at = 'Properties.Environment.Variables';
const retention = JSON.stringify({ keepDays: 36500, personalForDays: 730 });
const passedOver = JSON.stringify({ avsStreet: 'never', avsPostalCode: 'never', cvc: 'never' });
const testMode = JSON.stringify([{ config: { ...gateway, mode: 'test' }, secretId }]);
const strangersSecret = JSON.stringify([{ config: gateway, secretId: 'elsewhere' }]);

testRule(pay12Settings, {
  fail: {
    'a gateway in another mode than the contract says': {
      ...told({ GATEWAYS: testMode }),
      says: [`${at}.GATEWAYS is ${testMode}; expected gateways of the contract, each with its own secret`],
    },
    'the secret of somebody else': {
      ...told({ GATEWAYS: strangersSecret }),
      says: [
        `${at}.GATEWAYS is ${strangersSecret}; expected gateways of the contract, each with its own secret`,
      ],
    },
    'paths that lack one of the contract': {
      ...told({ PATHS: '["*"]', PAYMENT_PATHS: '[]' }),
      says: [
        `${at}.PATHS is ["*"]; expected the paths of the contract`,
        `${at}.PAYMENT_PATHS is []; expected the payment pages of the contract`,
      ],
    },
    'checks of cards that are passed over': {
      ...told({ CHECK_POLICY: passedOver }),
      says: [
        `${at}.CHECK_POLICY is ${passedOver}; expected what the contract says of the issuer's answers, or more`,
      ],
    },
    'a restore that may take a week': {
      ...told({ MOST_RESTORE_MINUTES: '10080' }),
      says: [`${at}.MOST_RESTORE_MINUTES is 10080; expected at most the minutes of the contract`],
    },
    'orders that are kept for a century': {
      ...told({ ORDER_RETENTION: retention }),
      says: [`${at}.ORDER_RETENTION is ${retention}; expected at most 3660 days`],
    },
    'the table of another environment': {
      ...told({ ORDERS_TABLE: 'boutique-test-orders' }),
      says: [
        `${at}.ORDERS_TABLE is boutique-test-orders; expected the name of something of this environment`,
      ],
    },
    'an address in the clear': {
      ...told({ API: 'http://api.stripe.com' }),
      says: [`${at}.API is http://api.stripe.com; expected addresses that begin with https`],
    },
    'two functions that keep the same orders for different times': {
      ...told({}, [
        'Outbox.Properties.Environment',
        { Variables: { ORDER_RETENTION: '{"keepDays":30,"personalForDays":30}' } },
      ]),
      says: [
        `${at}.ORDER_RETENTION is {"keepDays":30,"personalForDays":30}; expected what every other function is told: {"keepDays":3650,"personalForDays":730}`,
        `${at}.ORDER_RETENTION is {"keepDays":3650,"personalForDays":730}; expected what every other function is told: {"keepDays":30,"personalForDays":30}`,
      ],
    },
  },
  unknown: {
    'gateways that are a parameter': {
      ...told({ GATEWAYS: open }),
      says: [
        `${at}.GATEWAYS is unknown (parameter Open is only known at deployment); expected gateways of the contract, each with its own secret`,
      ],
    },
    'checks of which the contract says nothing': {
      ...told({}),
      storefront: { ...contract, payments: storefront.payments },
      says: [
        `${at}.CHECK_POLICY is ${JSON.stringify(contract.payments.checks)}; only the deployment tells whether that is what the contract says of the issuer's answers, or more`,
      ],
    },
  },
  notApplicable: {
    'functions that are told what the contract says': told({}),
    'stricter checks and a shorter restore': told({
      CHECK_POLICY: passedOver.replaceAll('never', 'unconfirmed'),
      MOST_RESTORE_MINUTES: '30',
    }),
    'a template that is no part of a storefront': foreignWay(),
  },
});

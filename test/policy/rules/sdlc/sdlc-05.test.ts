import { describe, expect, test } from '@jest/globals';
import type { JsonRecord } from '../../../../lib/cloudformation/model/json.ts';
import { Model } from '../../../../lib/cloudformation/model/model.ts';
import { sdlc05 } from '../../../../lib/policy/rules/sdlc/sdlc-05.ts';
import { sourceOf } from '../../../support/rule-cases.ts';
import { storefront } from '../../../support/storefront.ts';

const production = storefront;
const staging = {
  ...storefront,
  environment: 'staging',
  purpose: 'non-production',
  account: '222222222222',
  payments: gateway('test'),
};

function gateway(mode: 'live' | 'test') {
  const [stripe] = storefront.payments.gateways;
  return { ...storefront.payments, gateways: [{ ...stripe, mode }] };
}

/** What the rule says of each environment that is given, by its name. */
function seen(...contracts: readonly JsonRecord[]) {
  const model = new Model(
    contracts.map((contract, index) => ({
      ...sourceOf({ resources: {}, storefront: contract }),
      name: `${index}.json`,
    })),
  );
  return model.storefronts.flatMap(
    (one) =>
      sdlc05
        .storefront?.(one, model)
        .map(({ status, message }) => `${one.contract.environment}: ${status}, ${message}`) ?? [],
  );
}

const account = 'Metadata.Palisade.account';
const mode = 'Metadata.Palisade.payments.gateways[0].mode';

describe('SDLC-05', () => {
  test('passes production and staging in two accounts, with live and test gateways', () => {
    expect(seen(production, staging)).toEqual([
      `prod: pass, ${account} is 111111111111`,
      `prod: pass, ${mode} is live`,
      `staging: pass, ${account} is 222222222222`,
      `staging: pass, ${mode} is test`,
    ]);
  });

  test('fails both where staging shares the account of production', () => {
    expect(seen(production, { ...staging, account: production.account })).toEqual(
      expect.arrayContaining([
        `prod: fail, ${account} is 111111111111, which staging has too`,
        `staging: fail, ${account} is 111111111111, which prod has too`,
      ]),
    );
  });

  test('fails production that is live and takes test payments', () => {
    expect(seen({ ...production, payments: gateway('test') })).toContain(
      `prod: fail, ${mode} is test; expected live in production`,
    );
  });

  test('fails staging that takes real payments', () => {
    expect(seen({ ...staging, payments: gateway('live') })).toContain(
      `staging: fail, ${mode} is live; expected test in non-production`,
    );
  });

  test('says nothing of the gateways of production while the shop moves in', () => {
    expect(seen({ ...production, launch: 'shadow', payments: gateway('test') })).toEqual([
      `prod: notApplicable, no environment of boutique with another purpose is among the templates`,
    ]);
  });

  test('asks nothing about the account of another shop', () => {
    expect(seen(production, { ...staging, shop: 'bakery', account: production.account })).toContain(
      'prod: notApplicable, no environment of boutique with another purpose is among the templates',
    );
  });
});

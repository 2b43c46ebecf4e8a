import { describe, expect, test } from '@jest/globals';
import { createAccountApp, emptyApp } from '../lib/app.ts';
import { loadAccount } from '../lib/config/account/account-config.ts';
import { readContract } from '../lib/contract/schema.ts';
import { packagePath } from '../lib/package-root.ts';
import { expectGolden, goldenText } from './support/golden.ts';
import { synthesisOf } from './support/synth.ts';

const example = synthesisOf(
  createAccountApp(loadAccount(packagePath('examples', 'account.yaml')), { app: emptyApp() }),
);

test('an account has a stack in each of its regions', () => {
  expect(example.names).toEqual(['palisade-account-eu-west-1', 'palisade-account-us-east-1']);
});

test('every pack passes', () => {
  expect(example.report().flatMap(({ violations }) => violations)).toEqual([]);
});

describe.each([...example.names])('the stack %s', (name) => {
  test('is what was agreed on', () => {
    expectGolden(`${name}.template.json`, goldenText(example.text(name)));
  });

  test('says of itself what the policy can read', () => {
    const { contract, mistakes } = readContract(example.template(name).Metadata.Palisade);
    expect(mistakes).toEqual([]);
    expect(contract).toMatchObject({ kind: 'account', region: name.replace('palisade-account-', '') });
  });

  test('is protected against deletion', () => {
    expect(example.app.node.findChild(name)).toMatchObject({ terminationProtection: true });
  });
});

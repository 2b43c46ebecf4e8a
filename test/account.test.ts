import { describe, expect, test } from '@jest/globals';
import { createAccountApp, emptyApp } from '../lib/app.ts';
import { loadAccount } from '../lib/config/account/account-config.ts';
import { readContract } from '../lib/contract/schema.ts';
import { packagePath } from '../lib/package-root.ts';
import { exampleAccount } from './support/account.ts';
import { expectGolden, goldenText } from './support/golden.ts';
import { ofType, synthesisOf } from './support/synth.ts';

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

test('each issuer of tokens has one provider, at home, for the audience that roles of pipelines ask for', () => {
  const config = exampleAccount({ oidcProviders: ['token.actions.githubusercontent.com', 'gitlab.com'] });
  const synthesis = synthesisOf(createAccountApp(config, { app: emptyApp() }));
  const providers = synthesis.names.flatMap((name) =>
    ofType(synthesis.template(name), 'AWS::IAM::OIDCProvider').map(([, { Properties }]) => [
      name,
      Properties,
    ]),
  );
  expect(providers).toEqual(
    ['https://token.actions.githubusercontent.com', 'https://gitlab.com'].map((Url) => [
      'palisade-account-eu-west-1',
      { Url, ClientIdList: ['sts.amazonaws.com'] },
    ]),
  );
  expect(synthesis.report().flatMap(({ violations }) => violations)).toEqual([]);
});

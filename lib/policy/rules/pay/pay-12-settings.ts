import { type Setting, settingsOf } from '../../../cloudformation/environment-settings.ts';
import {
  inKeyOrder,
  isList,
  isRecord,
  type Json,
  type JsonRecord,
  own,
  parsedJson,
} from '../../../cloudformation/model/json.ts';
import type { Truth } from '../../../cloudformation/model/truth.ts';
import type { Resource, Template } from '../../../cloudformation/model/types.ts';
import { textIs } from '../../../cloudformation/texts.ts';
import { gatewaySecretName, type NameScope } from '../../../contract/names.ts';
import { longestKeptDays, type StorefrontContract } from '../../../contract/schema.ts';
import { memoized } from '../../../memoized.ts';
import { flawsOf } from '../../choices.ts';
import { notApplicable, type Observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { verdictAt } from '../../statements/allowed.ts';
import { functionType } from './payment-page-monitors.ts';

/** What a function is told decides what it does, and the rest of the templates says nothing of it. */
export const pay12Settings: Rule = {
  id: 'PAY-12-settings',
  title:
    'Functions of a storefront are told of the gateways, the paths and the stores that its contract names',
  severity: 'high',
  types: [functionType],
  why: 'A gateway for tests or without 3-D Secure sells for nothing or at the risk of the shop, a check that is passed over sells to thieves, a restore that may take a week is found too slow by nobody, a store of another name takes what nobody looks for, and a longer retention keeps personal data against the law.',
  fix: 'Let the kit write the settings of its functions from the storefront file, and change that file in place of the template.',
  controls: ['PAY-12'],
  since: '0.1.0',
  stage: 'enforced',
  check: (lambda, model) => {
    const shop = model.storefrontOf(lambda.template)?.contract;
    if (!shop) return [notApplicable(lambda, 'no storefront depends on it')];
    const settings = settingsOf(lambda);
    const flaws = flawsOf([
      ...settings.flatMap((setting) => asDeclared(setting, shop)),
      ...settings.flatMap((setting) => asOthers(setting, lambda)),
    ]);
    return flaws.length > 0 ? flaws : [notApplicable(lambda, 'it is told nothing that the contract decides')];
  },
};

interface Declared {
  readonly expected: string;
  readonly test: (text: string, shop: StorefrontContract) => boolean;
  /** Missing where every contract says it. */
  readonly isSaid?: (shop: StorefrontContract) => boolean;
}

/** Settings of the functions of the kit, by their names. */
const declared: Readonly<Record<string, Declared>> = {
  GATEWAYS: { expected: 'gateways of the contract, each with its own secret', test: areGateways },
  PATHS: {
    expected: 'the paths of the contract',
    test: (text, { paths }) =>
      isListOf(
        text,
        paths.map(({ pattern }) => pattern),
      ),
  },
  PAYMENT_PATHS: {
    expected: 'the payment pages of the contract',
    test: (text, { paths }) =>
      isListOf(
        text,
        paths.filter(({ serves }) => serves === 'payment').map(({ pattern }) => pattern),
      ),
  },
  CHECK_POLICY: {
    expected: "what the contract says of the issuer's answers, or more",
    isSaid: ({ payments }) => payments.checks !== undefined,
    test: (text, { payments: { checks = {} } }) => areAsStrict(recordOf(parsedJson(text)), checks),
  },
  MOST_RESTORE_MINUTES: {
    expected: 'at most the minutes of the contract',
    isSaid: ({ backups }) => backups.mostRestoreMinutes !== undefined,
    test: (text, { backups: { mostRestoreMinutes = 0 } }) =>
      /^[1-9]\d*$/.test(text) && Number(text) <= mostRestoreMinutes,
  },
  ORDER_RETENTION: {
    expected: `at most ${longestKeptDays} days`,
    test: endsInTime,
  },
};

/** What the names of settings end in that hold the name of a store, a bus or a secret. */
const naming = /_(?:TABLE|BUS|SECRET)$/;

function asDeclared({ name, value }: Setting, shop: StorefrontContract): readonly Observation[] {
  const judged = own(declared, name) ?? (naming.test(name) ? ownName : undefined);
  if (judged) {
    const isUnsaid = judged.isSaid?.(shop) === false;
    const verdict: Truth = isUnsaid ? undefined : textIs(value, (text) => judged.test(text, shop));
    return [verdictAt(verdict, value, { expected: judged.expected })];
  }
  const isInTheClear = textIs(value, (text) => /\bhttp:\/\//i.test(text));
  return isInTheClear ? [verdictAt(false, value, { expected: 'addresses that begin with https' })] : [];
}

/** Two functions that write to the same orders have to be told the same. */
function asOthers({ name, value }: Setting, { template }: Resource): readonly Observation[] {
  if (name !== retention) return [];
  const [other] = retentionsIn(template).filter((one) => one !== value.literal);
  return other === undefined
    ? []
    : [verdictAt(false, value, { expected: `what every other function is told: ${String(other)}` })];
}

const retention = 'ORDER_RETENTION';

/** Each retention that a function of the template is told. */
const retentionsIn = memoized((template: Template): readonly (Json | undefined)[] => [
  ...new Set(
    template
      .ofType(functionType)
      .flatMap(settingsOf)
      .filter(({ name }) => name === retention)
      .map(({ value }) => value.literal),
  ),
]);

const ownName: Declared = {
  expected: 'the name of something of this environment',
  test: (text, { shop, environment }) => new RegExp(`^${shop}-${environment}[-/]`).test(text),
};

/** What an order is looked at for, from nothing to all that the issuer did not confirm. */
const strictness = ['never', 'mismatch', 'unconfirmed'];

function areAsStrict(told: JsonRecord, checks: Readonly<Record<string, string>>): boolean {
  return Object.entries(checks).every(
    ([name, least]) => strictness.indexOf(String(told[name])) >= strictness.indexOf(least),
  );
}

function areGateways(text: string, { shop, environment, payments }: StorefrontContract): boolean {
  const list = parsedJson(text);
  const scope: NameScope = { shop, name: environment };
  return (
    isList(list) &&
    list.every((item) => {
      const { config, secretId } = recordOf(item);
      const named = payments.gateways.find(({ name }) => name === recordOf(config)['name']);
      return (
        named !== undefined &&
        JSON.stringify(inKeyOrder(recordOf(config))) === JSON.stringify(inKeyOrder(named as JsonRecord)) &&
        secretId === gatewaySecretName(scope, named.name)
      );
    })
  );
}

function isListOf(text: string, wanted: readonly string[]): boolean {
  const list = parsedJson(text);
  return isList(list) && [...list].map(String).sort().join('\n') === [...wanted].sort().join('\n');
}

function endsInTime(text: string): boolean {
  const { keepDays, personalForDays } = recordOf(parsedJson(text));
  return [keepDays, personalForDays].every((days) => typeof days === 'number' && days <= longestKeptDays);
}

function recordOf(value: Json | undefined): JsonRecord {
  return isRecord(value) ? value : {};
}

import { describe, expect, test } from '@jest/globals';
import { own } from '../../../../lib/cloudformation/model/json.ts';
import type { Observation } from '../../../../lib/policy/observation.ts';
import type { Rule } from '../../../../lib/policy/rule.ts';
import { edgeRules } from '../../../../lib/policy/rules/edge/index.ts';
import { type Change, open } from '../../../support/changes.ts';
import { leavesBelow, read, wrongValues } from '../../../support/mutations.ts';
import { observations } from '../../../support/rule-cases.ts';
import { shop } from './shop.ts';

/** These are proved by templates of their own: with other answers, entries, targets, records and requests, with the alarms of a signed zone, and with the alerts of an account. */
const provedElsewhere = [
  'EDGE-03-answers',
  'EDGE-03-elsewhere',
  'EDGE-06-altered',
  'EDGE-06-entries',
  'EDGE-06-targets',
  'EDGE-09-alarms',
  'EDGE-10-alert',
];

const proved = edgeRules.filter(({ id }) => !provedElsewhere.includes(id));

describe.each(proved.map((rule) => [rule.id, rule] as const))('%s', (_, rule) => {
  const seen = observations(rule, shop());

  test('passes the good shop', () => {
    expect(seen.filter(({ status }) => status !== 'pass' && status !== 'notApplicable')).toEqual([]);
    expect(seen.some(({ status }) => status === 'pass')).toBe(true);
  });

  test('notices when anything that it passed is lost, wrong or open', () => {
    const survivors = seen.flatMap(mutations).filter((change) => isStillGood(rule, change));
    expect(survivors).toEqual([]);
  });

  test('notices when a resource that it passed is gone', () => {
    const passed = seen.filter(({ status }) => status === 'pass');
    const ids = new Set(passed.map(({ resource }) => resource.logicalId));
    const subjects = rule.types.map((type) => own(subjectsByType, type) ?? 'Shop');
    const survivors = [...ids]
      .filter((id) => !subjects.includes(id))
      .filter((id) => isStillGood(rule, [id, undefined]));
    expect(survivors).toEqual([]);
  });
});

/** What a rule is asked about is gone with its question. */
const subjectsByType: Readonly<Record<string, string>> = {
  'AWS::CertificateManager::Certificate': 'Certificate',
  'AWS::Route53::HostedZone': 'Zone',
};

function isStillGood(rule: Rule, change: Change): boolean {
  return observations(rule, shop(change)).every(
    ({ status }) => status === 'pass' || status === 'notApplicable',
  );
}

function mutations({ status, resource, path }: Observation): readonly Change[] {
  if (status !== 'pass') return [];
  const value = read(resource.definition, path);
  const places = [path, ...leavesBelow(value, path)].map((place) => `${resource.logicalId}.${place}`);
  const wrong = places.flatMap((place) => {
    const old = read(shop().resources, place);
    return wrongValues(old).map((other): Change => [place, old === 0 ? 1 : other]);
  });
  const whole = `${resource.logicalId}.${path}`;
  const lost: readonly Change[] = value === undefined ? [] : [[whole, undefined]];
  return [...lost, [whole, open], ...wrong];
}

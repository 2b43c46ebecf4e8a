import { describe, expect, test } from '@jest/globals';
import { Model } from '../../lib/cloudformation/model/model.ts';
import { evaluate } from '../../lib/policy/evaluate.ts';
import facts from '../../lib/policy/profiles/profiles.json' with { type: 'json' };
import { familyOf, isInProfile, membershipOf } from '../../lib/policy/profiles/profiles.ts';
import { allRules, rules } from '../../lib/policy/rules/index.ts';

const ids = allRules.map(({ id }) => id);

describe('The profiles', () => {
  test('say of each rule whether it is in the baseline, and why', () => {
    expect(ids.filter((id) => membershipOf(id).because.length < 20)).toEqual([]);
    expect(() => membershipOf('NEW-01')).toThrow('no profile says whether NEW-01 belongs to it');
  });

  test('name families and rules that there are', () => {
    expect(Object.keys(facts.families).sort()).toEqual([...new Set(ids.map(familyOf))].sort());
    expect(Object.keys(facts.rules).filter((id) => !ids.includes(id))).toEqual([]);
  });

  test('have a row for a rule only where it differs from its family', () => {
    const families: Readonly<Record<string, { readonly inBaseline: boolean }>> = facts.families;
    const repeated = Object.entries(facts.rules).filter(
      ([id, { inBaseline }]) => families[familyOf(id)]?.inBaseline === inBaseline,
    );
    expect(repeated).toEqual([]);
  });

  test('ask in the baseline for closed buckets, closed ports, encryption and narrow rights', () => {
    const wanted = ['DATA-01', 'NET-01', 'DATA-02-stores', 'IAM-01', 'SEC-01', 'TEMPLATE-secrets'];
    expect(wanted.filter((id) => !isInProfile(id, 'baseline'))).toEqual([]);
    const shops = ['WAF-01', 'HDR-02', 'PAY-02', 'PAY-09', 'BKP-01', 'EDGE-06'];
    expect(shops.filter((id) => isInProfile(id, 'baseline'))).toEqual([]);
    expect(ids.every((id) => isInProfile(id, 'storefront'))).toBe(true);
  });

  test('find in the baseline a database of somebody else that the internet reaches, and whose password is written out', () => {
    const Properties = { Engine: 'mysql', PubliclyAccessible: true, MasterUserPassword: 'not-so-secret' };
    const body = { Resources: { Orders: { Type: 'AWS::RDS::DBInstance', Properties } } };
    const found = evaluate(new Model([{ name: 'a.json', sha256: '', body }]), rules, { profile: 'baseline' })
      .filter(({ status }) => status === 'fail')
      .map(({ rule, path }) => `${rule} ${path}`);
    expect(found).toContain('NET-06 Properties.PubliclyAccessible');
    expect(found).toContain('SEC-01 Properties.MasterUserPassword');
  });
});

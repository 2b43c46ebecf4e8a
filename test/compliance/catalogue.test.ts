import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { controlById, controls, type Mapping, saqsOf } from '../../lib/compliance/catalogue.ts';
import { controlsTowards } from '../../lib/compliance/mappings.ts';
import { controlsReference, rulesReference } from '../../lib/compliance/reference.ts';
import { requirementByNumber } from '../../lib/compliance/requirements.ts';
import { criterionById } from '../../lib/compliance/saq.ts';
import { securityHubCheck, securityHubStandard, typesOf } from '../../lib/compliance/security-hub.ts';
import { allRules, rules } from '../../lib/policy/rules/index.ts';

test.each([
  ['docs/rules.md', rulesReference],
  ['docs/controls.md', controlsReference],
])('%s says what the rules and the catalogue say (npm run generate writes it)', (file, text) => {
  expect(readFileSync(file, 'utf8')).toBe(text());
});

describe('every rule', () => {
  test('has an id of its own that names its control', () => {
    const ids = allRules.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { id, controls: own } of rules)
      expect(own.some((control) => id.startsWith(control))).toBe(true);
  });

  test('is evidence for controls that the catalogue has', () => {
    for (const { controls: own } of allRules) expect(own.map((id) => controlById(id).id)).toEqual(own);
  });

  test('tells a person why and what to do, in whole sentences', () => {
    for (const { id, title, why, fix } of allRules) {
      expect([id, title]).toEqual([id, expect.stringMatching(/^\S.*[^.]$/)]);
      expect([id, why]).toEqual([id, expect.stringMatching(/^\S.*\.$/)]);
      expect([id, fix]).toEqual([id, expect.stringMatching(/^\S.*\.$/)]);
    }
  });
});

describe('a control that a template can show', () => {
  const judged = new Set(rules.flatMap((rule) => rule.controls));
  const unjudged = controls().filter(({ id, kind }) => kind === 'template' && !judged.has(id));

  test('has a rule', () => {
    expect(unjudged.map(({ id }) => id)).toEqual([]);
  });

  test('names the properties that show it', () => {
    const bare = controls().filter(({ kind, properties }) => kind === 'template' && properties.length === 0);
    expect(bare.map(({ id }) => id)).toEqual([]);
  });
});

describe('every control', () => {
  test('says of each property what is expected of it, without pointing at another', () => {
    const pointing = controls().filter(({ properties }) =>
      properties.some(({ expected }) => /^same\b/.test(expected)),
    );
    expect(pointing.map(({ id }) => id)).toEqual([]);
  });

  test('has an id of its own', () => {
    const ids = controls().map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('maps to requirements that PCI DSS v4.0.1 numbers and has not replaced, each in one way', () => {
    for (const { id, mappings } of controls()) {
      const numbers = mappings.flatMap(({ kind, requirement }) =>
        kind !== 'eligibility' && requirement !== undefined ? [requirement] : [],
      );
      expect([id, new Set(numbers).size]).toEqual([id, numbers.length]);
      expect([id, numbers.filter((number) => requirementByNumber(number).supersededBy)]).toEqual([id, []]);
    }
  });

  test('leaves out only questionnaires that print the number, and says why', () => {
    const leftOut = controls().flatMap(({ mappings }) => mappings.filter(isLimited));
    expect(leftOut.length).toBeGreaterThan(0);
    for (const { requirement, notIn, because } of leftOut) {
      expect(requirementByNumber(requirement).saq).toEqual(expect.arrayContaining([...(notIn ?? [])]));
      expect(because).toBeDefined();
    }
  });

  test('names criteria of SAQ A where it is a matter of eligibility', () => {
    const named = controls().flatMap(({ mappings }) =>
      mappings.flatMap((entry) => (entry.kind === 'eligibility' ? [entry.criterion] : [])),
    );
    expect(named.map((id) => criterionById(id).id)).toEqual(named);
  });

  test('names checks of Security Hub that judge a type that it looks at', () => {
    for (const { id, properties, securityHub } of controls()) {
      const types = properties.map(({ type }) => type);
      const strangers = securityHub.filter(
        (check) => !typesOf(securityHubCheck(check)).some((type) => types.includes(type)),
      );
      expect([id, strangers]).toEqual([id, []]);
    }
  });
});

test('a check of Security Hub that was not read has no place in a control', () => {
  expect(() => securityHubCheck('SageMaker.1')).toThrow('no check SageMaker.1 that was read');
  expect(() => securityHubCheck('CloudFront.99')).toThrow('no check CloudFront.99 that was read');
});

test('the standard of Security Hub is carried whole, and relates to requirements that exist', () => {
  const { checks, notRead } = securityHubStandard();
  expect(notRead.filter((id) => id in checks)).toEqual([]);
  expect(Object.keys(checks).length + notRead.length).toBe(141);
  for (const { requirements } of Object.values(checks))
    for (const number of requirements) expect(requirementByNumber(number).number).toBe(number);
});

test.each<[string, string]>([
  ['WAF-04', '8.3.4'],
  ['NET-04', '2.2.2'],
  ['SEC-03', '8.3.9'],
  ['BKP-03', '12.10.1'],
  ['BKP-04', '12.10.1'],
  ['BKP-05', '12.10.1'],
])('%s is no evidence for %s, which asks for something else', (id, requirement) => {
  expect(evidenceOf(id)).not.toContain(requirement);
});

test('data at rest that is encrypted by its store does not count as unreadable PAN, as 3.5.1.2 says', () => {
  expect(controlById('DATA-02').mappings).toEqual(
    ['3.5.1', '3.5.1.2'].map((requirement) => expect.objectContaining({ kind: 'goodPractice', requirement })),
  );
});

test.each(['PAY-02', 'PAY-04'])('%s is evidence for 3.2.1, except in SAQ A, which asks it of paper', (id) => {
  expect(evidenceOf(id)).toContain('3.2.1');
  expect(saqsOf(controlById(id))).not.toContain('A');
});

test('five controls help a merchant with a frame to confirm that scripts cannot attack its page (FAQ 1588)', () => {
  expect(controlsTowards('scripts')).toEqual(['HDR-02', 'HDR-07', 'PAY-07', 'PAY-08', 'PAY-09']);
});

function evidenceOf(id: string): readonly string[] {
  return controlById(id).mappings.flatMap((entry) => (entry.kind === 'evidence' ? [entry.requirement] : []));
}

function isLimited(entry: Mapping): entry is Extract<Mapping, { kind: 'evidence' }> {
  return entry.kind === 'evidence' && entry.notIn !== undefined;
}

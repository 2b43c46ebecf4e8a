import { expect, test } from '@jest/globals';
import { Model } from '../../../lib/cloudformation/model/model.ts';
import { type EvidenceEnvironment, environmentsOf } from '../../../lib/evidence/environment.ts';
import { matrixOf } from '../../../lib/evidence/matrix/matrix.ts';
import { evaluate } from '../../../lib/policy/evaluate.ts';
import { type Finding, isBlocking } from '../../../lib/policy/finding.ts';
import { rules } from '../../../lib/policy/rules/index.ts';
import { production } from '../../policy/mutation/sets.ts';
import { boutiqueEvidence } from '../support/boutique-evidence.ts';
import { type Aim, aimedAt, drawnAims, nameOf } from './aims.ts';

const count = 100;
const evidence = boutiqueEvidence();
const environment = environmentsOf(evidence)[0] as EvidenceEnvironment;
const aims = drawnAims(production(), count);

/** What each number says of the design: the row as a whole, and each control that is evidence for it. */
function designs(findings: readonly Finding[]): ReadonlyMap<string, string> {
  const rows = matrixOf({ ...environment, findings }, evidence);
  return new Map(
    rows.map(({ requirement, design, controls }) => [
      requirement.number,
      [design, ...controls.map((control) => control.design)].join(' '),
    ]),
  );
}

const names = new Set(environment.templates.map(({ name }) => name));
const before = designs(environment.findings);
const objectedBefore = new Set(environment.findings.filter(isBlocking).map(placeOf));

function placeOf({ rule, template, logicalId, path }: Finding): string {
  return [rule, template, logicalId, path].join(' ');
}

/** Where a weakening changes other rows than is declared: which, and which rules object, for whoever mends it. */
function unforeseen(aim: Aim) {
  const { sources } = aim.weakening.mutant;
  const judged = evaluate(new Model(sources), rules, { asOf: evidence.asOf });
  const findings = judged.filter(({ template }) => names.has(template));
  const changed = [...designs(findings)].filter(([number, said]) => said !== before.get(number));
  const numbers = changed.map(([number]) => number);
  const foreseen = aimedAt(aim);
  const missing = foreseen.filter((number) => !numbers.includes(number));
  const more = numbers.filter((number) => !foreseen.includes(number));
  if (missing.length + more.length === 0) return [];
  const objecting = judged.filter((finding) => isBlocking(finding) && !objectedBefore.has(placeOf(finding)));
  const by = [...new Set(objecting.map(({ rule }) => rule))].join(' ');
  return [[nameOf(aim.weakening), { missing, more, by }] as const];
}

test('a hundred weakenings are drawn, each of another row of the catalogue, and most lead to a number', () => {
  expect(new Set(aims.map(({ weakening }) => weakening.of)).size).toBe(count);
  expect(aims.filter((aim) => aimedAt(aim).length > 0).length).toBeGreaterThan(count / 2);
});

test('what changes besides, or does not, has a reason', () => {
  const silent = aims.filter(({ drawn }) => (drawn.besides ?? drawn.not) && drawn.because === undefined);
  expect(silent.map(({ drawn }) => nameOf(drawn))).toEqual([]);
});

test('each changes the rows of the matrix that are declared for it, and no others', () => {
  expect(Object.fromEntries(aims.flatMap(unforeseen))).toEqual({});
}, 600_000);

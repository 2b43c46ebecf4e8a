import { describe, expect, test } from '@jest/globals';
import type { Json } from '../../lib/cloudformation/model/json.ts';
import type { TemplateSource } from '../../lib/cloudformation/model/types.ts';
import { controls, requirementsOf } from '../../lib/compliance/catalogue.ts';
import { requirements } from '../../lib/compliance/requirements.ts';
import { environmentsOf } from '../../lib/evidence/environment.ts';
import type { Evidence } from '../../lib/evidence/evidence.ts';
import { type MatrixRow, matrixOf } from '../../lib/evidence/matrix/matrix.ts';
import { matrixChapter } from '../../lib/evidence/matrix/matrix-chapter.ts';
import { read, withResources, write } from '../support/mutations.ts';
import { boutiqueEvidence } from './support/boutique-evidence.ts';

function rowsOf(evidence: Evidence): ReadonlyMap<string, MatrixRow> {
  const [environment] = environmentsOf(evidence);
  if (!environment) throw new Error('the boutique has an environment');
  return new Map(matrixOf(environment, evidence).map((row) => [row.requirement.number, row]));
}

const evidence = boutiqueEvidence();
const rows = rowsOf(evidence);

describe('the matrix of the boutique', () => {
  test('has a row for every number of the standard, in its order', () => {
    expect([...rows.keys()]).toEqual(requirements().map(({ number }) => number));
  });

  test('asks for the 27 rows of SAQ A, and says of every other why not', () => {
    const asked = [...rows.values()].filter((row) => row.asked);
    expect(asked).toHaveLength(27);
    expect([...rows.values()].filter(({ asked: is, because }) => is === (because !== undefined))).toEqual([]);
  });

  test('shows nothing that no rule saw: without findings no row passes', () => {
    const blind = rowsOf({ ...evidence, report: { ...evidence.report, findings: [] } });
    expect([...blind.values()].filter(({ design }) => design === 'pass')).toEqual([]);
  });

  test('shows a row as passed only where each of its controls passed or is not applicable', () => {
    const passed = [...rows.values()].filter(({ design }) => design === 'pass');
    expect(passed.length).toBeGreaterThan(0);
    const others = passed.flatMap(({ controls }) =>
      controls.filter(({ design }) => !['pass', 'notApplicable'].includes(design)),
    );
    expect(others).toEqual([]);
  });

  test('names who answers for a row that no control is evidence for', () => {
    expect(rows.get('3.7.1')).toMatchObject({ design: 'notAssessed', responsibility: { reason: 'aws' } });
    const silent = [...rows.values()].filter(
      ({ controls, serves, responsibility }) => controls.length + serves.length === 0 && !responsibility,
    );
    expect(silent).toEqual([]);
  });
});

test('the page says of a row that is not asked for what templates show of it, where something is assessed', () => {
  const page = String(
    matrixChapter.files(evidence).find(({ path }) => path === 'matrix-boutique-prod.html')?.content,
  );
  const others = [...rows.values()].filter(({ asked }) => !asked);
  const seen = others.filter(({ design }) => design !== 'notAssessed');
  expect(seen.length).toBeGreaterThan(50);
  for (const { requirement, design } of others) {
    const [, said = ''] = page.split(`<li id="r${requirement.number}">`);
    const line = said.slice(0, said.indexOf('</li>'));
    expect([requirement.number, line.includes('class="status')]).toEqual([
      requirement.number,
      design !== 'notAssessed',
    ]);
  }
});

test('a bucket that policies may open to the internet changes the rows of its control, and no others', () => {
  const weakened = boutiqueEvidence((sources) =>
    sources.reduce<readonly TemplateSource[]>(
      (changed, { name }) => withResources(changed, name, openBuckets),
      sources,
    ),
  );
  const changed = [...rowsOf(weakened)].filter(([number, { design }]) => design !== rows.get(number)?.design);
  const mapped = controls()
    .filter(({ id }) => id === 'DATA-01')
    .flatMap((control) => requirementsOf(control, 'evidence'));
  expect(mapped).not.toEqual([]);
  expect(changed.map(([number, { design }]) => [number, design])).toEqual(
    mapped.map((number) => [number, 'fail']),
  );
});

function openBuckets(resources: Record<string, Json>): void {
  for (const resource of Object.values(resources)) {
    if (read(resource, 'Properties.PublicAccessBlockConfiguration') === undefined) continue;
    write(resource, 'Properties.PublicAccessBlockConfiguration.BlockPublicPolicy', false);
  }
}

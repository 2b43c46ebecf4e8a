import { describe, expect, test } from '@jest/globals';
import { controls, requirementsOf } from '../../../lib/compliance/catalogue.ts';
import { requirements } from '../../../lib/compliance/requirements.ts';
import { environmentsOf } from '../../../lib/evidence/environment.ts';
import type { Evidence } from '../../../lib/evidence/evidence.ts';
import { matrixOf } from '../../../lib/evidence/matrix/matrix.ts';
import { matrixChapter } from '../../../lib/evidence/matrix/matrix-chapter.ts';
import { type AssessmentResults, assessmentResults } from '../../../lib/evidence/oscal/assessment-results.ts';
import { awsDefinitions } from '../../../lib/evidence/oscal/aws-definitions.ts';
import { componentDefinition } from '../../../lib/evidence/oscal/component-definition.ts';
import { stateOf } from '../../../lib/evidence/oscal/finding.ts';
import { uuidOf } from '../../../lib/evidence/oscal/identifiers.ts';
import { oscalChapter } from '../../../lib/evidence/oscal/oscal-chapter.ts';
import { type Finding, plainFinding, worstFirst } from '../../../lib/policy/finding.ts';
import { boutiqueEvidence } from '../support/boutique-evidence.ts';
import { designsIn, findingsIn } from './oscal-reader.ts';

const evidence = boutiqueEvidence();

const contentOf = (files: ReturnType<typeof oscalChapter.files>, path: string) => {
  const content = files.find((file) => file.path === path)?.content;
  if (typeof content !== 'string') throw new Error(`${path} is no text of the bundle`);
  return content;
};

/** What is written into the bundle, read again. */
const written = (from: Evidence): AssessmentResults =>
  JSON.parse(contentOf(oscalChapter.files(from), 'oscal/assessment-results.json'))['assessment-results'];

/** The design of each row, as the matrix of the bundle says it in JSON. */
const matrixWritten = (from: Evidence): readonly (readonly [string, string])[] =>
  JSON.parse(contentOf(matrixChapter.files(from), 'matrix-boutique-prod.json')).rows.map(
    ({ number, design }: { number: string; design: string }) => [number, design],
  );

/** The design of each row, as it is before anything is written. */
const designsOf = (from: Evidence): readonly (readonly [string, string])[] =>
  environmentsOf(from).flatMap((environment) =>
    matrixOf(environment, from).map(({ requirement, design }) => [requirement.number, design] as const),
  );

/** The evidence with its findings changed, each in every place where a chapter reads it. */
const withFindings = (change: (finding: Finding) => Finding): Evidence => ({
  ...evidence,
  report: { ...evidence.report, findings: evidence.report.findings.map(change) },
});

test('an identifier is the UUID of version 5 that RFC 9562 gives as its example', () => {
  expect(uuidOf('www.example.com', '6ba7b810-9dad-11d1-80b4-00c04fd430c8')).toBe(
    '2ed6657d-e927-568b-95e1-2665a8aea6a2',
  );
});

describe('the assessment results of the boutique', () => {
  test('give back the design of every row of the matrix', () => {
    expect(designsIn(written(evidence), 'boutique, prod')).toEqual(matrixWritten(evidence));
  });

  test.each(worstFirst)(
    'give back every row where all rules said %s, and satisfy what passes alone',
    (status) => {
      const changed = withFindings((finding) => ({ ...plainFinding(finding), status }));
      const read = assessmentResults(changed);
      const designs = designsOf(changed);
      expect(designsIn(read, 'boutique, prod')).toEqual(designs);
      const satisfied = read.results[0]?.findings?.filter(
        ({ target }) => target.status.state === 'satisfied',
      );
      const passed = designs.filter(([, design]) => design === 'pass');
      expect(satisfied?.map(({ target }) => target['target-id'])).toEqual(
        passed.map(([number]) => `pci-${number}_design`),
      );
      expect(passed.length > 0).toBe(status === 'pass');
      expect(designs.some(([, design]) => design === status)).toBe(true);
    },
  );

  test('give back each finding of the report', () => {
    const [environment] = environmentsOf(evidence);
    const reported = environment?.findings.map(({ rule, status, fingerprint }) =>
      [rule, status, fingerprint].join(' '),
    );
    expect(reported?.length).toBe(evidence.report.findings.length);
    expect(findingsIn(written(evidence), 'boutique, prod')).toEqual(reported?.toSorted());
  });

  test('have a finding for each number that is asked for, and name what was not looked at', () => {
    const [result] = written(evidence).results;
    const asked = result?.findings?.filter(({ props }) =>
      props.some(({ name, value }) => name === 'asked' && value === 'yes'),
    );
    expect(asked).toHaveLength(27);
    const [selection] = result?.['reviewed-controls']['control-selections'] ?? [];
    const unseen = designsOf(evidence).filter(([, design]) => design === 'notAssessed');
    expect(selection?.['exclude-controls']?.map((one) => one['control-id'])).toEqual(
      unseen.map(([number]) => `pci-${number}`),
    );
  });

  test('point from each finding to observations that are there, and to objectives that are defined', () => {
    const { results, ...document } = written(evidence);
    const objectives = document['local-definitions']['objectives-and-methods'].map(
      ({ parts }) => parts[0]?.id,
    );
    for (const { observations = [], findings = [] } of results) {
      const known = new Set(observations.map(({ uuid }) => uuid));
      const named = findings.flatMap((finding) => finding['related-observations'] ?? []);
      expect(named.length).toBeGreaterThan(100);
      expect(named.filter((one) => !known.has(one['observation-uuid']))).toEqual([]);
      expect(findings.filter(({ target }) => !objectives.includes(target['target-id']))).toEqual([]);
    }
  });
});

describe('an objective', () => {
  test.each([...worstFirst, 'notAssessed'] as const)(
    'is satisfied by %s only where that is a pass',
    (design) => {
      expect(stateOf(design)).toBe(design === 'pass' ? 'satisfied' : 'not-satisfied');
    },
  );
});

describe('the component definition', () => {
  const { components, ...document } = componentDefinition(evidence);
  const required = components[0]?.['control-implementations'][0]?.['implemented-requirements'] ?? [];

  test('has each number that a control is evidence for, with those controls', () => {
    const expected = requirements().flatMap(({ number }) => {
      const ids = controls()
        .filter((control) => requirementsOf(control, 'evidence').includes(number))
        .map(({ id }) => id);
      return ids.length === 0 ? [] : [[`pci-${number}`, ids]];
    });
    expect(
      required.map(({ props, ...one }) => [
        one['control-id'],
        props.filter(({ name }) => name === 'control').map(({ value }) => value),
      ]),
    ).toEqual(expected);
  });

  test("points from its requirements to each of AWS's own definitions, and says the hash of that", () => {
    const resources = document['back-matter'].resources.slice(1);
    expect(resources.map(({ rlinks }) => rlinks?.[0]?.hashes?.[0]?.value)).toEqual(
      awsDefinitions().definitions.map(({ sha256 }) => sha256),
    );
    const links = required.flatMap(({ links: own }) => own?.map(({ href }) => href) ?? []);
    expect([...new Set(links)].sort()).toEqual(resources.map(({ uuid }) => `#${uuid}`).sort());
  });
});

test('the checks for which AWS definitions are read are among those that controls of the catalogue name', () => {
  const known = new Set(controls().flatMap(({ securityHub }) => securityHub));
  const named = awsDefinitions().definitions.flatMap(({ checks }) => checks);
  expect(named.filter((check) => !known.has(check))).toEqual([]);
});

describe('identifiers', () => {
  const uuidsIn = (text: string) => [...text.matchAll(/"uuid": "([^"]+)"/g)].map(([, uuid]) => uuid);
  const paths = ['oscal/component-definition.json', 'oscal/assessment-results.json'];
  const texts = (from: Evidence) => {
    const files = oscalChapter.files(from);
    return paths.map((path) => contentOf(files, path));
  };

  test('are unique in a document', () => {
    for (const text of texts(evidence)) expect(new Set(uuidsIn(text)).size).toBe(uuidsIn(text).length);
  });

  test('stay from one day to the next, but for those of the documents and their results', () => {
    const later = texts({ ...evidence, asOf: '2026-12-01' });
    const renamed = texts(evidence).map((text, at) => {
      const others = new Set(uuidsIn(later[at] ?? ''));
      return uuidsIn(text).filter((uuid) => !others.has(uuid)).length;
    });
    expect(renamed).toEqual([1, 2]);
  });
});

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
import { lookObservations } from '../../../lib/evidence/oscal/look-observations.ts';
import { operatedState } from '../../../lib/evidence/oscal/operated.ts';
import { oscalChapter } from '../../../lib/evidence/oscal/oscal-chapter.ts';
import { type Finding, plainFinding, worstFirst } from '../../../lib/policy/finding.ts';
import { boutiqueEvidence } from '../support/boutique-evidence.ts';
import { at, lookAt } from '../support/look.ts';
import { operated } from '../support/operated.ts';
import { designsIn, findingsIn, looksIn, recordsIn, statesIn } from './oscal-reader.ts';

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
    const asked = result?.findings?.filter(
      ({ props, target }) =>
        props.some(({ name, value }) => name === 'asked' && value === 'yes') &&
        target['target-id'].endsWith('_design'),
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
    const objectives = document['local-definitions']['objectives-and-methods'].flatMap(({ parts }) =>
      parts.map(({ id }) => id),
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

describe('the assessment results of a shop that was looked at, and that keeps records', () => {
  const title = 'boutique, prod';
  const inUse = operated(evidence);
  const document = written(inUse);
  const rows = environmentsOf(inUse).flatMap((each) => matrixOf(each, inUse));

  test('give back the live file: every template and every call, with its time, its ARN and its verdict', () => {
    const [{ templates, observations } = { templates: [], observations: [] }] = inUse.live ?? [];
    expect(looksIn(document, title)).toEqual({ templates, observations });
    expect(templates.length).toBeGreaterThan(5);
    expect(new Set([...templates, ...observations].map(({ verdict }) => verdict)).size).toBe(3);
  });

  test('give back the records, and leave out those of another environment', () => {
    const { records } = inUse.records;
    const own = records.filter(({ environment }) => environment !== 'staging');
    expect(own.length).toBeLessThan(records.length);
    expect(recordsIn(document, title)).toEqual(
      own.map(({ kind, date, result = '', until = '', document: file }) => [
        kind,
        date,
        result,
        until,
        file?.sha256 ?? '',
      ]),
    );
  });

  test('give back of every row what was seen of it, and what is done for it', () => {
    expect(statesIn(document, title, 'deployed')).toEqual(
      rows.map(({ requirement, deployed }) => [requirement.number, deployed?.state]),
    );
    expect(statesIn(document, title, 'operated')).toEqual(
      rows.map((row) => [row.requirement.number, operatedState(row)]),
    );
    expect(designsIn(document, title)).toEqual(designsOf(evidence));
  });

  test('satisfy only what was seen, or is done and compared', () => {
    const [{ findings = [] } = {}] = document.results;
    const satisfied = findings.filter(({ target }) => target.status.state === 'satisfied');
    const reasons = new Set(satisfied.map(({ target }) => target.status.reason));
    expect([...reasons].sort()).toEqual(['current', 'onFile', 'pass', 'seen']);
    const others = findings.filter((finding) => !satisfied.includes(finding));
    expect(others.filter(({ target }) => reasons.has(target.status.reason))).toEqual([]);
    const open = [...new Set(others.map(({ target }) => target.status.reason))];
    expect(open).toEqual(expect.arrayContaining(['notAsDeployed', 'unknown', 'none', 'missing', 'open']));
  });

  test('point from each finding to what it rests on, and name who looked', () => {
    const [result] = document.results;
    const edge = result?.observations?.find(({ title: of }) => of === 'Template of boutique-prod-edge');
    const finding = result?.findings?.find(({ target }) => target['target-id'] === 'pci-4.2.1_deployed');
    expect(finding?.['related-observations']).toContainEqual({ 'observation-uuid': edge?.uuid });
    const looker = finding?.origins[0].actors[0]['actor-uuid'];
    const tools = result?.['local-definitions']['assessment-assets'].components;
    expect(tools?.find(({ uuid }) => uuid === looker)?.props?.map(({ value }) => value)).toContain(
      inUse.live?.[0]?.identity,
    );
  });
});

test('the assessment results of a shop that nobody looked at have no word of what is deployed', () => {
  expect(statesIn(written(evidence), 'boutique, prod', 'deployed').filter(([, state]) => state)).toEqual([]);
  expect(looksIn(written(evidence), 'boutique, prod')).toEqual({ templates: [], observations: [] });
  expect(written(evidence).metadata.remarks).toContain('Design only');
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

  test('tell nothing of who owns what is declared', () => {
    const uuidsFor = (owner: string) => {
      const look = lookAt(evidence);
      const declared = ['Key', 'Topic'].map((name) => ({
        about: 'declared' as const,
        what: `What ${owner} answers for: ${name}`,
        where: `arn:aws:kms:eu-west-1:111111111111:${name}`,
        value: 'It exists.',
        at,
        source: 'kms:DescribeKey',
        verdict: 'seen' as const,
        controls: ['KEY-02'],
      }));
      const seen = lookObservations({ ...look, observations: declared }, 'boutique-prod');
      return declared.map((each) => seen.get(each)?.uuid);
    };
    expect(new Set(uuidsFor('Jane Roe')).size).toBe(2);
    expect(uuidsFor('John Doe')).toEqual(uuidsFor('Jane Roe'));
  });
});

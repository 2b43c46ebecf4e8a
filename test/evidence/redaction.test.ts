import { describe, expect, test } from '@jest/globals';
import { evidenceBundle } from '../../lib/evidence/bundle.ts';
import type { Evidence } from '../../lib/evidence/evidence.ts';
import { manifest } from '../../lib/evidence/manifest/manifest.ts';
import { differencesFrom } from '../../lib/evidence/manifest/verify.ts';
import { peopleIn } from '../../lib/evidence/redaction/people.ts';
import { createRedaction, NameTooPlain } from '../../lib/evidence/redaction/redaction.ts';
import { createRedactor } from '../../lib/evidence/redaction/redactor.ts';
import { boutiqueEvidence } from './support/boutique-evidence.ts';

const document = { name: 'aoc of Grace.pdf', sha256: 'c'.repeat(64), content: Buffer.from('Grace Hopper') };

const evidence: Evidence = {
  ...boutiqueEvidence(),
  records: {
    records: [
      {
        kind: 'attestation',
        date: '2026-03-01',
        by: 'Stripe',
        about: 'Stripe',
        until: '2027-02-28',
        document,
      },
      { kind: 'logReview', date: '2026-11-01', by: 'Ada O\'Hara "Jo"' },
      { kind: 'changeApproval', date: '2026-11-02', by: 'Grace Hopper', author: 'ada@boutique.example' },
    ],
    confirmations: [{ criterion: 'outsourced', by: 'Grace Hopper', date: '2026-11-21' }],
  },
};

describe('a redacted bundle', () => {
  const files = evidenceBundle({ ...evidence, isRedacted: true });
  const plain = evidenceBundle(evidence);
  const whole = (all: typeof files) => all.map(({ path, content }) => `${path}\n${content}`).join('\n');

  test('holds nothing of what is left out, of which the bundle for the assessor has all', () => {
    const contracts = [...evidence.model.storefronts, ...evidence.model.accounts];
    const values = [
      ...contracts.map(({ contract }) => contract.account),
      ...peopleIn(evidence),
      "Ada O'Hara",
      'Grace',
      'O&#39;Hara',
      'ada@boutique.example',
      ...new Set(whole(plain).match(/arn:(?:aws|\$)[^\s"'<>\\,;&|`)\]]+/g)),
      ...new Set(whole(plain).match(/[\w.-]+@boutique\.example/g)),
      ...evidence.model.storefronts.flatMap(({ contract }) => contract.systems ?? []),
    ];
    expect(values.length).toBeGreaterThan(20);
    const [before, after] = [whole(plain), whole(files)];
    expect(values.filter((value) => value !== 'Ada O\'Hara "Jo"' && !before.includes(value))).toEqual([]);
    expect(values.filter((value) => after.includes(value))).toEqual([]);
    expect(after.match(/(?<![\da-f])\d{12}(?![\da-f])/g)).toBeNull();
  });

  test('has the same files but for documents and templates, and is whole by its manifest, which says that it is redacted', () => {
    const paths = plain.map(({ path }) => path).filter((path) => !/^(?:documents|templates)\//.test(path));
    expect(files.map(({ path }) => path)).toEqual(paths);
    const said = manifest.parse(JSON.parse(String(files.at(-1)?.content)));
    expect(said).toMatchObject({ isRedacted: true });
    expect(said.templates.map(({ sha256 }) => sha256)).toEqual(
      evidence.model.templates.map(({ sha256 }) => sha256),
    );
    const found = new Map(files.slice(0, -1).map(({ path, content }) => [path, Buffer.from(content)]));
    expect(differencesFrom(said, found)).toEqual([]);
  });

  test('stays JSON and pages, names a document by its hash, and calls the same person the same', () => {
    const texts = new Map(files.map(({ path, content }) => [path, String(content)]));
    for (const [path, text] of texts)
      if (path.endsWith('.json')) expect(() => JSON.parse(text)).not.toThrow();
    const { records, confirmations } = JSON.parse(texts.get('records.json') ?? '');
    expect(records[0]).toMatchObject({
      by: 'Stripe',
      document: { name: 'document cccccccccccc', sha256: document.sha256 },
    });
    expect(records[2].by).toBe(confirmations[0].by);
    expect(records[2].by).toMatch(/^Person \d+$/);
    expect(texts.get('records.html')).toContain(`left out: <code>${document.sha256}</code>`);
    expect(texts.get('index.html')).toContain('are replaced by tokens');
  });

  test('is not written where a name is a word that stands elsewhere too', () => {
    const named = (by: string): Evidence => ({
      ...evidence,
      records: { records: [{ kind: 'training', date: '2026-01-01', by }], confirmations: [] },
    });
    expect(() => createRedaction(named('title'))).toThrow(NameTooPlain);
    expect(() => createRedaction(named('A'))).toThrow(NameTooPlain);
    expect(() => createRedaction(named('王伟'))).not.toThrow();
  });
});

describe('the replacement', () => {
  test.each([
    ['read arn:aws:s3:::logs-111122223333/*, then stop', 'read arn:redacted:1, then stop'],
    ['arn:${AWS::Partition}:iam::aws:policy/X.', 'arn:redacted:1.'],
    ['logs-111122223333-eu and 111122223333', 'logs-account-1-eu and account-1'],
    [
      'to jo+shop@mail.example.org; TO JO+SHOP@MAIL.EXAMPLE.ORG',
      'to address-1@redacted.invalid; TO address-1@redacted.invalid',
    ],
    ['pkg:npm/chromium@143.0.4', 'pkg:npm/chromium@143.0.4'],
    ['https://erp.example.org/orders', 'https://host-1.redacted.invalid/orders'],
    [
      'db.corp:5432 and vpce-1.sqs.eu-west-1.vpce.amazonaws.com',
      'host-1.redacted.invalid:5432 and host-2.redacted.invalid',
    ],
    ['Jo Roe, Joanna and jo%20roe', 'Person 1, Joanna and Person 1'],
    [`${'a'.repeat(40)}111122223333`, `${'a'.repeat(40)}111122223333`],
  ])('of %j gives %j', (text, expected) => {
    expect(createRedactor({ people: ['Jo Roe'], hosts: ['erp.example.org'] })(text)).toBe(expected);
  });

  test('gives one token to one value in all texts of a bundle', () => {
    const redact = createRedactor({ people: [], hosts: [] });
    expect(['111122223333', '444455556666', '111122223333'].map(redact)).toEqual([
      'account-1',
      'account-2',
      'account-1',
    ]);
  });
});

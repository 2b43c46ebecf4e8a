import { createHash } from 'node:crypto';
import { environmentsOf } from '../../../lib/evidence/environment.ts';
import { type Evidence, environmentName } from '../../../lib/evidence/evidence.ts';
import { type ProcedureText, procedureTexts } from '../../../lib/evidence/procedures/document.ts';
import { type FactSource, factOf } from '../../../lib/evidence/procedures/facts.ts';
import type { GivenProcedure } from '../../../lib/evidence/procedures/procedure.ts';
import { writtenProcedure } from '../../../lib/evidence/procedures/write-procedure.ts';
import { recordKinds } from '../../../lib/evidence/records/kinds.ts';
import type { EvidenceRecord } from '../../../lib/evidence/records/record.ts';
import { lookAt } from './look.ts';

const by = 'Jane Roe';

/**
 * The same evidence with a look at the account, records and procedures. One stack is unknown and a detector is off; the only scan of a vendor
 * failed, and one record is of another environment; one procedure is missing and one has a place to fill in.
 */
export function operated(evidence: Evidence): Evidence {
  const backup = (stack: string) => (stack.endsWith('-backup') ? 'unknown' : 'seen');
  return {
    ...evidence,
    live: [lookAt(evidence, { verdictOf: backup, detector: 'notAsDeployed' })],
    records: { records, confirmations: [{ criterion: 'outsourced', by, date: '2026-11-21' }] },
    procedures: { given: proceduresFor(evidence), others: [] },
  };
}

const letter = Buffer.from('a letter\n');

const records: readonly EvidenceRecord[] = [
  ...recordKinds
    .filter((kind) => kind !== 'asvScan')
    .map((kind): EvidenceRecord => ({ kind, date: '2026-11-02', by })),
  { kind: 'asvScan', date: '2026-11-09', by: 'Example Scanning', result: 'failed' },
  { kind: 'accessReview', date: '2026-11-16', by, environment: 'staging' },
  {
    kind: 'attestation',
    date: '2026-03-01',
    by: 'Stripe',
    about: 'Stripe',
    until: '2027-02-28',
    document: { name: 'letter.txt', sha256: hash(letter), content: letter },
  },
];

function proceduresFor(evidence: Evidence): readonly GivenProcedure[] {
  const sources = environmentsOf(evidence).map((each) => ({ ...each, model: evidence.model }));
  return procedureTexts()
    .filter(({ id }) => id !== 'logging')
    .map((text) => procedureFor(text, sources));
}

function procedureFor(text: ProcedureText, sources: readonly FactSource[]): GivenProcedure {
  const content = Buffer.from(writtenProcedure(text, { owner: by, reviewed: '2026-11-01', sources }));
  return {
    id: text.id,
    name: `${text.id}.md`,
    content,
    sha256: hash(content),
    owner: by,
    reviewed: '2026-11-01',
    ...(text.setsFrequency ? { everyDays: 90 } : {}),
    blanks: text.id === 'access' ? 1 : 0,
    facts: Object.fromEntries(
      sources.map((source) => [
        environmentName(source.contract),
        Object.fromEntries(text.facts.flatMap((name) => factPair(name, source))),
      ]),
    ),
  };
}

function factPair(name: ProcedureText['facts'][number], source: FactSource) {
  const value = factOf(name, source);
  return value === undefined ? [] : [[name, value] as const];
}

function hash(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

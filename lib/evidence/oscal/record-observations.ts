import type { GivenProcedure } from '../procedures/procedure.ts';
import type { ProcedureStanding } from '../procedures/procedure-standing.ts';
import { pathOf, saidOf } from '../procedures/procedures-chapter.ts';
import { knownKinds } from '../records/kinds.ts';
import type { EvidenceRecord } from '../records/record.ts';
import { recordSaid } from '../records/records-chapter.ts';
import { momentOf } from './document.ts';
import { distinctNames, property, uuidOf } from './identifiers.ts';
import { type Observation, originOf, subjectOf } from './observation.ts';

/** Of which environment an observation is, and the UUID of the component that read it. */
interface ReaderProps {
  readonly environment: string;
  readonly tool: string;
}

/** What records say of an environment: somebody else saw it, and wrote it down. */
export function recordObservations(
  records: readonly EvidenceRecord[],
  asOf: string,
  { environment, tool }: ReaderProps,
): ReadonlyMap<EvidenceRecord, Observation> {
  const names = distinctNames(records.map(({ kind, date }) => `record ${environment} ${kind} ${date}`));
  return new Map(
    records.map((record, index) => [
      record,
      {
        uuid: uuidOf(names[index] ?? ''),
        title: knownKinds()[record.kind].title,
        description: `${recordSaid(record, asOf)}. Whether it is true is not assessed.`,
        props: recordProperties(record),
        methods: ['UNKNOWN'],
        types: ['historic'],
        origins: [originOf(tool)],
        subjects: [subjectOf(environment)],
        'relevant-evidence': [{ href: '../records.json', description: 'Each record, with its document.' }],
        collected: momentOf(record.date),
        ...(record.until === undefined ? {} : { expires: momentOf(record.until) }),
      },
    ]),
  );
}

function recordProperties({ kind, date, result, document }: EvidenceRecord): Observation['props'] {
  return [
    property('record', kind),
    property('date', date),
    ...(result === undefined ? [] : [property('result', result)]),
    ...(document === undefined ? [] : [property('sha256', document.sha256)]),
  ];
}

/** The written procedures that there are, each as it stands on the day of judgement. */
export function procedureObservations(
  standings: readonly ProcedureStanding[],
  { environment, tool }: ReaderProps,
): ReadonlyMap<ProcedureStanding, Observation> {
  return new Map(
    standings.flatMap((standing) => {
      const { text, state, given } = standing;
      if (!given) return [];
      const observation: Observation = {
        uuid: uuidOf(`procedure ${environment} ${text.id}`),
        title: text.title,
        description: saidOf(standing),
        props: [property('procedure', text.id, state), property('sha256', given.sha256)],
        methods: ['EXAMINE'],
        types: ['control-objective'],
        origins: [originOf(tool)],
        subjects: [subjectOf(environment)],
        'relevant-evidence': [evidenceOf(given)],
        collected: momentOf(given.reviewed),
      };
      return [[standing, observation] as const];
    }),
  );
}

function evidenceOf(given: GivenProcedure): Observation['relevant-evidence'][0] {
  return { href: `../${pathOf(given)}`, description: 'The page, as its owner has it.' };
}

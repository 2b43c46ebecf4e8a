import { groupBy } from '../../group-by.ts';
import { type Finding, worstFirst } from '../../policy/finding.ts';
import { countWords } from '../../report/formats/html/status.ts';
import { type Report, type RuleResult, rulesById } from '../../report/report.ts';
import { countByStatus } from '../../report/status-counts.ts';
import type { EvidenceEnvironment } from '../environment.ts';
import { environmentName } from '../evidence.ts';
import { momentOf } from './document.ts';
import { type Property, property, uuidOf } from './identifiers.ts';

/** Who observed or found something. */
export interface Origin {
  readonly actors: readonly [{ readonly type: 'tool'; readonly 'actor-uuid': string }];
}

/**
 * `EXAMINE` where something was read and nothing exercised; `UNKNOWN` where somebody else saw it. `historic` is what somebody else wrote
 * down.
 */
type Method = 'EXAMINE' | 'UNKNOWN';
type ObservationType = 'control-objective' | 'historic';

/** What was seen of an environment: by a rule, by a look, or by whoever wrote a record or a procedure. */
export interface Observation {
  readonly uuid: string;
  readonly title: string;
  readonly description: string;
  readonly props: readonly Property[];
  readonly methods: readonly [Method];
  readonly types: readonly [ObservationType];
  readonly origins: readonly [Origin];
  readonly subjects: readonly [Subject];
  readonly 'relevant-evidence': readonly [{ readonly href: string; readonly description: string }];
  readonly collected: string;
  /** When it no longer counts. */
  readonly expires?: string;
}

interface Subject {
  readonly 'subject-uuid': string;
  readonly type: 'component';
  readonly title: string;
}

interface ObservationProps {
  readonly report: Report;
  readonly asOf: string;
  /** UUID of the component that asked the rules. */
  readonly tool: string;
}

/** What each rule of the report saw in an environment; one that found nothing to look at says so. */
export function observationsOf(
  { storefront, findings }: EvidenceEnvironment,
  { report, asOf, tool }: ObservationProps,
): readonly Observation[] {
  const name = environmentName(storefront);
  const byRule = groupBy(findings, ({ rule }) => rule);
  return [...rulesById(report).values()].map((rule) => {
    const own = byRule.get(rule.id) ?? [];
    return {
      uuid: observationUuid(name, rule.id),
      title: `${rule.id} ${rule.title}`,
      description: `${countWords(countByStatus(own)) || 'There was nothing to look at'}.`,
      props: propertiesOf(rule, own),
      methods: ['EXAMINE'],
      types: ['control-objective'],
      origins: [originOf(tool)],
      subjects: [subjectOf(name)],
      'relevant-evidence': [
        {
          href: '../report.json',
          description: 'Each finding by its fingerprint, with its place and the values that the rule saw.',
        },
      ],
      collected: momentOf(asOf),
    };
  });
}

/** What a finding names an observation by. */
export function observationUuid(environment: string, rule: string): string {
  return uuidOf(`observation ${environment} ${rule}`);
}

/** An environment as what was observed. */
export function subjectOf(environment: string): Subject {
  return { 'subject-uuid': uuidOf(`component ${environment}`), type: 'component', title: environment };
}

/** A component of a result as the one that observed or found something. */
export function originOf(tool: string): Origin {
  return { actors: [{ type: 'tool', 'actor-uuid': tool }] };
}

function propertiesOf({ id, controls }: RuleResult, own: readonly Finding[]): readonly Property[] {
  const inOrder = worstFirst.flatMap((status) => own.filter((finding) => finding.status === status));
  return [
    property('rule', id),
    ...controls.map((control) => property('control', control)),
    ...inOrder.map(({ fingerprint, status }) => property('fingerprint', fingerprint, status)),
  ];
}

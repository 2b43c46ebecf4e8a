import { statusWords } from '../../report/formats/html/status.ts';
import type { DeployedState } from '../live/deployed.ts';
import { verdictWords } from '../live/verdicts.ts';
import type { Design, MatrixRow } from '../matrix/matrix.ts';
import { saidOf } from '../procedures/procedures-chapter.ts';
import { type Aspect, objectiveId, type Property, property, uuidOf } from './identifiers.ts';
import { type Observation, type Origin, observationUuid, originOf } from './observation.ts';
import { isDone, type OperatedState, operatedState } from './operated.ts';

/** What an aspect of a row of the matrix comes to, in the two words that OSCAL has, with the kit's own word as the reason. */
export interface OscalFinding {
  readonly uuid: string;
  readonly title: string;
  readonly description: string;
  readonly props: readonly Property[];
  readonly origins: readonly [Origin];
  readonly target: {
    readonly type: 'objective-id';
    readonly 'target-id': string;
    readonly status: {
      readonly state: ObjectiveState;
      readonly reason: Design | DeployedState | OperatedState;
    };
  };
  readonly 'related-observations'?: readonly { readonly 'observation-uuid': string }[];
  readonly remarks?: string;
}

type ObjectiveState = 'satisfied' | 'not-satisfied';

/** Only what was judged and passed is satisfied: OSCAL has no third state, and what is open is no pass. */
export function stateOf(design: Design): ObjectiveState {
  return inOscal(design === 'pass');
}

function inOscal(isSatisfied: boolean): ObjectiveState {
  return isSatisfied ? 'satisfied' : 'not-satisfied';
}

interface FindingProps {
  readonly environment: string;
  /** UUIDs of the components that asked the rules and that looked at the account. */
  readonly tool: string;
  readonly looker: string;
  /** What is known of the account, of records and of procedures, by what it is an observation of. */
  readonly seen: ReadonlyMap<object, Observation>;
}

/** A row of the matrix as findings, one for each aspect of which there is something to say. */
export function findingsOf(row: MatrixRow, props: FindingProps): readonly OscalFinding[] {
  return [designFinding(row, props), deployedFinding(row, props), operatedFinding(row, props)].filter(
    (finding) => finding !== undefined,
  );
}

/** What rules saw; nothing where the row is neither asked for nor looked at. */
function designFinding(row: MatrixRow, props: FindingProps): OscalFinding | undefined {
  const { asked, design, controls } = row;
  if (!asked && design === 'notAssessed') return undefined;
  const rules = [...new Set(controls.flatMap((control) => control.rules.map(({ rule }) => rule)))];
  const remarks = remarksOf(row);
  return {
    ...named(row, 'design', props),
    description: `Design: ${designWord(design)}.${controls.map((each) => ` ${each.control} ${each.title}: ${designWord(each.design)}.`).join('')}`,
    props: [...rowProperties(row), ...controls.map((each) => property('control', each.control, each.design))],
    origins: [originOf(props.tool)],
    target: targetOf(row, 'design', { state: stateOf(design), reason: design }),
    ...related(rules.map((rule) => observationUuid(props.environment, rule))),
    ...(remarks === '' ? {} : { remarks }),
  };
}

/** What a look saw of what shows the row; nothing where nobody looked. */
function deployedFinding(row: MatrixRow, props: FindingProps): OscalFinding | undefined {
  const { deployed } = row;
  if (!deployed) return undefined;
  const { state, account, templates, observations } = deployed;
  return {
    ...named(row, 'deployed', props),
    description: `Deployed in account ${account}: ${verdictWords[state]}.`,
    props: rowProperties(row),
    origins: [originOf(props.looker)],
    target: targetOf(row, 'deployed', { state: inOscal(state === 'seen'), reason: state }),
    ...related(uuidsOf([...templates, ...observations], props)),
  };
}

/** What records and written procedures say of what has to be done for the row; nothing where it asks for neither. */
function operatedFinding(row: MatrixRow, props: FindingProps): OscalFinding | undefined {
  const { operated, procedures = [] } = row;
  const state = operatedState(row);
  if (!state) return undefined;
  const records = operated.flatMap(({ standing }) => standing.records);
  return {
    ...named(row, 'operated', props),
    description: [
      ...operated.map(({ obligation, standing }) => `To be done: ${obligation.do} ${standing.said}`),
      ...procedures.map(saidOf),
    ].join(' '),
    props: rowProperties(row),
    origins: [originOf(props.tool)],
    target: targetOf(row, 'operated', { state: inOscal(isDone(state)), reason: state }),
    ...related(uuidsOf([...records, ...procedures], props)),
  };
}

/** The UUID of an aspect of a row stays the same from one assessment of the environment to the next. */
function named(
  { requirement: { number, topic } }: MatrixRow,
  aspect: Aspect,
  { environment }: FindingProps,
): Pick<OscalFinding, 'uuid' | 'title'> {
  const name = `finding ${environment} ${number}`;
  return {
    uuid: uuidOf(aspect === 'design' ? name : `${name} ${aspect}`),
    title: `${number} ${topic}`,
  };
}

function rowProperties({ requirement, asked }: MatrixRow): readonly Property[] {
  return [property('requirement', requirement.number), property('asked', asked ? 'yes' : 'no')];
}

function targetOf(
  { requirement }: MatrixRow,
  aspect: Aspect,
  status: OscalFinding['target']['status'],
): OscalFinding['target'] {
  return { type: 'objective-id', 'target-id': objectiveId(requirement.number, aspect), status };
}

function uuidsOf(all: readonly object[], { seen }: FindingProps): readonly string[] {
  return [...new Set(all)].flatMap((each) => seen.get(each)?.uuid ?? []);
}

function related(uuids: readonly string[]): Pick<OscalFinding, 'related-observations'> {
  return uuids.length === 0
    ? {}
    : { 'related-observations': uuids.map((uuid) => ({ 'observation-uuid': uuid })) };
}

function remarksOf({ because, responsibility }: MatrixRow): string {
  return [
    ...(because === undefined ? [] : [`Not asked for: ${because}.`]),
    ...(responsibility === undefined ? [] : [responsibility.because]),
  ].join(' ');
}

/** How a person reads a design. */
export function designWord(design: Design): string {
  return design === 'notAssessed' ? 'not assessed' : statusWords[design];
}

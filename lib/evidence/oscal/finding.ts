import { statusWords } from '../../report/formats/html/status.ts';
import type { Design, MatrixRow } from '../matrix/matrix.ts';
import { objectiveId, type Property, property, uuidOf } from './identifiers.ts';
import { type Origin, observationUuid, originOf } from './observation.ts';

/** What a row of the matrix comes to, in the two words that OSCAL has, with the kit's own word as the reason. */
export interface OscalFinding {
  readonly uuid: string;
  readonly title: string;
  readonly description: string;
  readonly props: readonly Property[];
  readonly origins: readonly [Origin];
  readonly target: {
    readonly type: 'objective-id';
    readonly 'target-id': string;
    readonly status: { readonly state: ObjectiveState; readonly reason: Design };
  };
  readonly 'related-observations'?: readonly { readonly 'observation-uuid': string }[];
  readonly remarks?: string;
}

type ObjectiveState = 'satisfied' | 'not-satisfied';

/** Only what was judged and passed is satisfied: OSCAL has no third state, and what is open is no pass. */
export function stateOf(design: Design): ObjectiveState {
  return design === 'pass' ? 'satisfied' : 'not-satisfied';
}

/** A row of the matrix as a finding. Its UUID stays the same from one assessment of the environment to the next. */
export function findingOf(row: MatrixRow, environment: string, tool: string): OscalFinding {
  const { requirement, asked, design, controls } = row;
  const rules = [...new Set(controls.flatMap((control) => control.rules.map(({ rule }) => rule)))];
  const remarks = remarksOf(row);
  return {
    uuid: uuidOf(`finding ${environment} ${requirement.number}`),
    title: `${requirement.number} ${requirement.topic}`,
    description: `Design: ${designWord(design)}.${controls.map((each) => ` ${each.control} ${each.title}: ${designWord(each.design)}.`).join('')}`,
    props: [
      property('requirement', requirement.number),
      property('asked', asked ? 'yes' : 'no'),
      ...controls.map((each) => property('control', each.control, each.design)),
    ],
    origins: [originOf(tool)],
    target: {
      type: 'objective-id',
      'target-id': objectiveId(requirement.number),
      status: { state: stateOf(design), reason: design },
    },
    ...(rules.length === 0
      ? {}
      : {
          'related-observations': rules.map((rule) => ({
            'observation-uuid': observationUuid(environment, rule),
          })),
        }),
    ...(remarks === '' ? {} : { remarks }),
  };
}

function remarksOf({ because, responsibility, operated }: MatrixRow): string {
  return [
    ...(because === undefined ? [] : [`Not asked for: ${because}.`]),
    ...(responsibility === undefined ? [] : [responsibility.because]),
    ...operated.map(({ obligation, standing }) => `To be done: ${obligation.do} ${standing.said}`),
  ].join(' ');
}

/** How a person reads a design. */
export function designWord(design: Design): string {
  return design === 'notAssessed' ? 'not assessed' : statusWords[design];
}

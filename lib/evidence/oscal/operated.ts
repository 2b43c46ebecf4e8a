import type { MatrixRow } from '../matrix/matrix.ts';
import type { ProcedureStanding } from '../procedures/procedure-standing.ts';
import type { StandingState } from '../records/standing.ts';

/** How what has to be done for a row stands; `notCompared` where templates do not show all that a procedure says. */
export type OperatedState = StandingState | ProcedureStanding['state'] | 'notCompared';

/** What is open comes before what is done. */
const operatedStates = [
  'overdue',
  'none',
  'missing',
  'incomplete',
  'open',
  'notCompared',
  'current',
  'onFile',
] as const satisfies readonly OperatedState[];

/** The worst of what records and written procedures come to for a row; nothing where it asks for neither. */
export function operatedState({
  operated,
  procedures = [],
}: Pick<MatrixRow, 'operated' | 'procedures'>): OperatedState | undefined {
  const states = [...operated.map(({ standing }) => standing.state), ...procedures.map(procedureState)];
  return operatedStates.find((state) => states.includes(state));
}

function procedureState({ state, notCompared }: ProcedureStanding): OperatedState {
  return state === 'onFile' && notCompared.length > 0 ? 'notCompared' : state;
}

/** Whether nothing is open. */
export function isDone(state: OperatedState): boolean {
  return state === 'current' || state === 'onFile';
}

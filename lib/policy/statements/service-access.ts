import type { Value } from '../../cloudformation/model/types.ts';
import {
  isEveryone,
  type Principal,
  type Statement,
  statements,
  surely,
} from '../../cloudformation/policy-documents.ts';
import { textIs } from '../../cloudformation/texts.ts';
import { matchesAction } from '../../cloudformation/wildcards.ts';
import { bestOf } from '../choices.ts';
import type { Verdict } from '../expect.ts';
import { missing, type Observation, observation } from '../observation.ts';
import { effectIs, listsOne } from './statement-parts.ts';

/** An AWS service that has to be let in by a resource policy, and what it needs for its work. */
export interface AdmittedService {
  readonly name: string;
  readonly isNamed: (text: string) => boolean;
  readonly actions: readonly string[];
  /** What was seen of the conditions of a statement that admits the service, or of its resources. */
  readonly further?: (statement: Statement) => readonly Observation[];
}

/** A service that has one name everywhere. */
export function serviceNamed(name: string): Pick<AdmittedService, 'name' | 'isNamed'> {
  return { name, isNamed: (text) => text === name };
}

/** Judges that a resource policy lets an AWS service take some actions, in one statement, and surely denies it none of them. */
export function admitsService(document: Value, service: AdmittedService): readonly Observation[] {
  const { name, actions } = service;
  const all = statements(document);
  const candidates = all
    .filter((statement) => statement.principals.values.some((one) => isService(one, service) !== false))
    .map((statement) => admits(statement, service));
  const listed = actions.join(', ').replace(/, ([^,]*)$/, ' and $1');
  const lacking = missing(document.resource, document.path, `a statement that lets ${name} use ${listed}`);
  return [
    ...bestOf(candidates, [lacking]),
    ...all.filter((statement) => denies(statement, service)).map((statement) => denied(statement, name)),
  ];
}

/** A denial under conditions is for certain callers, such as those without TLS; one without any is for the service as well. */
function denies(statement: Statement, service: AdmittedService): boolean {
  const { principals, actions, conditions } = statement;
  if (!surely(statement, 'Deny') || conditions.values.length > 0) return false;
  const isMeant = principals.values.some((one) => isEveryone(one) || isService(one, service));
  const named = service.actions.some((action) =>
    actions.values.some((pattern) => matchesAction(pattern, action) !== false),
  );
  return isMeant !== principals.negated && named !== actions.negated;
}

function denied({ effect }: Statement, name: string): Observation {
  return observation('fail', effect, { expected: `no statement that denies it to ${name}`, about: name });
}

function admits(statement: Statement, service: AdmittedService): readonly Observation[] {
  const { value, principals } = statement;
  return [
    effectIs(statement, 'Allow'),
    listsOne(
      {
        ...principals,
        values: principals.values.map((one) => ({ at: one.value, verdict: isService(one, service) })),
      },
      { at: value.at('Principal'), expected: service.name },
    ),
    ...service.actions.map((action) => listsAction(statement, action)),
    ...(service.further?.(statement) ?? []),
  ];
}

/** One pattern may stand for several actions, so each finding says which action it is about. */
function listsAction({ value, actions: listed }: Statement, action: string): Observation {
  const values = listed.values.map((pattern) => ({ at: pattern, verdict: matchesAction(pattern, action) }));
  const seen = listsOne({ ...listed, values }, { at: value.at('Action'), expected: action });
  return seen.with({ about: action });
}

function isService({ kind, value }: Principal, { isNamed }: AdmittedService): Verdict {
  if (kind === undefined) return undefined;
  return kind === 'Service' ? textIs(value, isNamed) : false;
}

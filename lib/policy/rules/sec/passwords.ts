import { isRecord, section } from '../../../cloudformation/model/json.ts';
import { asParts } from '../../../cloudformation/model/resolved.ts';
import { all, type Truth } from '../../../cloudformation/model/truth.ts';
import type { Resolved, Resource, Value } from '../../../cloudformation/model/types.ts';
import { parametersIn } from '../../../cloudformation/references.ts';
import { type Observation, observation } from '../../observation.ts';
import { verdictAt } from '../../statements/allowed.ts';
import file from './secret-properties.json' with { type: 'json' };

const properties: Readonly<Record<string, readonly string[]>> = file.properties;

/** The types with a property that is a password, a token or a key by its meaning, whatever it looks like. */
export const typesWithPasswords: readonly string[] = Object.keys(properties);

const expected = 'a dynamic reference to a secret, or a parameter with NoEcho';

/** Judges that passwords come from elsewhere. What is wrong is said without the password. */
export function passwords(resource: Resource): readonly Observation[] {
  const paths = properties[resource.type] ?? [];
  return paths.flatMap((path) => below(resource.attribute('Properties'), path.split('.'))).flatMap(password);
}

/** The values at a path, of which `[]` after a name stands for each item of a list. */
function below(value: Value, [step, ...rest]: readonly string[]): readonly Value[] {
  if (step === undefined) return value.isAbsent ? [] : [value];
  const [name = '', isList] = step.endsWith('[]') ? [step.slice(0, -2), true] : [step, false];
  const next = value.at(name);
  if (!isList) return below(next, rest);
  return next.isDecidedList ? next.items().flatMap((item) => below(item, rest)) : [next];
}

function password(value: Value): readonly Observation[] {
  const seen = verdictAt(all(value.alternatives.map(verdictOn)), value, { expected });
  if (seen.status === 'pass') return [seen];
  const parameters = parametersGiven(value);
  if (parameters.length > 0) return parameters.map((name) => asked(value, name));
  const isWritten = value.alternatives.some(({ kind }) => kind === 'literal');
  return [isWritten ? seen.with({ actual: 'written into the template' }) : seen];
}

/** The parameters that are the password, and not those that only tell which secret holds it. */
function parametersGiven(value: Value): readonly string[] {
  const open = value.alternatives.filter((resolved) => verdictOn(resolved) !== true).flatMap(asParts);
  const names = open.flatMap((part) =>
    typeof part !== 'string' && part.kind === 'unknown' ? [/^parameter (\w+) /.exec(part.why)?.[1]] : [],
  );
  return parametersIn(value).filter((name) => names.includes(name) || names.includes(undefined));
}

/** Whoever deploys gives a parameter; its default is a matter of the template as a whole. */
function asked(value: Value, parameter: string): Observation {
  const definition = section(value.resource.template.body, 'Parameters')[parameter];
  const hides = isRecord(definition) && String(definition['NoEcho']) === 'true';
  const actual = `the parameter ${parameter}, which ${hides ? 'hides' : 'shows'} what it is given`;
  return observation(hides ? 'pass' : 'fail', value, { expected }).with({ actual });
}

/** Systems Manager shows a plain parameter to everyone who may read it; nobody sees what another resource hands over. */
function verdictOn(resolved: Resolved): Truth {
  if (resolved.kind === 'absent') return true;
  if (resolved.kind === 'literal') return resolved.value === '';
  const references = asParts(resolved).flatMap((part) =>
    typeof part !== 'string' && part.kind === 'unknown' ? (part.dynamic ?? []) : [],
  );
  if (references.some((text) => /^\{\{resolve:(secretsmanager|ssm-secure):/.test(text))) return true;
  return references.length > 0 ? false : undefined;
}

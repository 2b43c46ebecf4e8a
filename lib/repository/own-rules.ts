import { createRequire } from 'node:module';
import { relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { InputError } from '../cloudformation/input/input-error.ts';
import { type Observation, observationStatuses } from '../policy/observation.ts';
import { defineRule, type OwnRule } from '../policy/own-rules/define-rule.ts';
import type { Rule } from '../policy/rule.ts';

/** Loads the module of a file, an ES module without awaiting anything at its top. */
export type LoadModule = (path: string) => unknown;

const loadModule: LoadModule = (path) => createRequire(path)(path);

/**
 * Loads the rules that a team has written, each file's from its default export. They run with the rights of the command. Throws an `InputError`
 * where a file cannot be loaded, holds no rules, or holds one that is wrong; a rule that throws later, or says nothing, is the same.
 *
 * @param paths - absolute paths
 */
export function loadOwnRules(paths: readonly string[], load: LoadModule = loadModule): readonly Rule[] {
  const rules = paths.flatMap((path) => rulesIn(path, load));
  const ids = rules.map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) {
    throw new InputError(
      `${paths.map(shown).join(', ')}: found two rules with the id ${twice}, give each its own`,
    );
  }
  return rules;
}

function rulesIn(path: string, load: LoadModule): readonly Rule[] {
  const module = attempt(path, 'the file cannot be loaded', () => load(path)) as {
    readonly default?: unknown;
  };
  const found = module.default;
  if (!Array.isArray(found) || found.length === 0) {
    throw new InputError(
      `${shown(path)}: found no list of rules as the default export, write one such as [RULE], with rules that defineRule makes`,
    );
  }
  return found.map((rule: OwnRule) => {
    const defined = attempt(path, 'found a rule that cannot be used', () => defineRule(rule));
    return guarded(defined, path);
  });
}

/** A rule whose faults are told as those of the team that wrote it. */
function guarded(rule: Rule, path: string): Rule {
  return {
    ...rule,
    check: (resource, model) => {
      const at = `the rule ${rule.id} cannot judge ${resource.logicalId} of ${resource.template.name}`;
      return attempt(path, at, () => {
        const seen: unknown = rule.check(resource, model);
        if (isListOfObservations(seen)) return seen;
        throw new Error('check has to return a list of observations, of notApplicable where it asks nothing');
      });
    },
  };
}

/** An observation may come from another copy of the kit, so its form counts and not its class. */
function isListOfObservations(seen: unknown): seen is readonly Observation[] {
  return (
    Array.isArray(seen) &&
    seen.length > 0 &&
    seen.every(
      (one: Partial<Observation> | null | undefined) =>
        observationStatuses.some((status) => status === one?.status) &&
        typeof one?.message === 'string' &&
        typeof one.resource?.logicalId === 'string',
    )
  );
}

function attempt<Result>(path: string, what: string, run: () => Result): Result {
  try {
    return run();
  } catch (cause) {
    if (cause instanceof InputError) throw cause;
    const { message = String(cause), stack = '' } = (cause ?? {}) as Partial<Error>;
    const line = lineIn(stack, path) ?? lineIn(whereItBreaks(path), path) ?? '';
    const [first = ''] = message.split('\n');
    throw new InputError(`${shown(path)}${line}: ${what}: ${first}; mend it there`, { cause });
  }
}

/** The first line of the file that a stack names, with a colon before it; the file may be named by its address. */
function lineIn(stack: string, path: string): string | undefined {
  for (const name of [pathToFileURL(path).href, path]) {
    const [, rest] = stack.split(`${name}:`, 2);
    const [line] = rest?.match(/^\d+/) ?? [];
    if (line !== undefined) return `:${line}`;
  }
  return undefined;
}

/** An error of syntax does not tell its line to whoever catches it; Node.js prints it where it only checks the file. */
function whereItBreaks(path: string): string {
  const { spawnSync }: typeof import('node:child_process') = require('node:child_process');
  return spawnSync(process.execPath, ['--check', path], { encoding: 'utf8' }).stderr;
}

function shown(path: string): string {
  return relative('.', path).replaceAll('\\', '/');
}

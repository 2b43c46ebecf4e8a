import type { Model } from '../../../cloudformation/model/model.ts';
import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import { aclRules } from '../../../cloudformation/web-acls.ts';
import { bestOf, distinct, flawsOf, inTurn } from '../../choices.ts';
import { missing, type Observation, observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { aboutWebAcls } from './acl-rules.ts';
import { waysAround } from './early-allows.ts';
import { exempted, exemptionsIn, isExemption } from './exempted.ts';
import { guessedPaths, type PathSet, pathMatches, pattern } from './path-match.ts';
import { forgeable, globalLimit, rateOf, rateStatement, tighterLimit } from './rate-limits.ts';
import { frontsPoolsAlone, signInPaths } from './sign-in-acls.ts';

/** Card testing and password guessing are volume: one limit for all, lower ones where guessing pays. */
export const waf04: Rule = {
  ...aboutWebAcls,
  id: 'WAF-04',
  title: 'Requests are limited by rate, and more tightly on sensitive paths',
  severity: 'medium',
  why: 'Without limits a bot tries stolen cards and passwords at the speed of the shop itself.',
  fix: 'Add a rate-based rule without scope-down and one with a lower limit for login, checkout, API and webhook paths, matched after URL_DECODE; both Block and count by IP or custom keys.',
  controls: ['WAF-04'],
  check: (acl, model) => {
    const paths = sensitivePaths(acl, model);
    const lists = acl.property('Rules').each();
    const written = aclRules(acl).filter(isWritten);
    const rated = written.filter((rule) => !rateStatement(rule).isAbsent);
    return distinct([
      ...lists.flatMap((rules) => limitsOf(rules, paths)),
      ...written.flatMap(forgeable),
      ...waysAround(written, rated, 'rate-based rules'),
    ]);
  },
};

/** The paths that the storefront itself calls sensitive; the limit for every request covers a bare `*`. */
function sensitivePaths(acl: Resource, model: Model): readonly PathSet[] {
  if (frontsPoolsAlone(acl, model)) return signInPaths;
  const storefront = model.storefrontOf(acl.template);
  if (!storefront) return [guessedPaths];
  const sensitive = storefront.contract.paths.filter((path) => path.sensitive);
  // A shop that says nothing of sensitive paths has them all the same.
  if (sensitive.length === 0) return [guessedPaths];
  return sensitive.filter(({ pattern: text }) => text !== '*').map(({ pattern: text }) => pattern(text));
}

function limitsOf(rules: Value, paths: readonly PathSet[]): readonly Observation[] {
  if (!rules.isDecidedList)
    return [observation('unknown', rules, { expected: 'a list with rate-based rules' })];
  const sure = rules.items().filter((rule) => !rule.isOptional && isWritten(rule));
  const rated = sure.filter((rule) => !rateStatement(rule).isAbsent);
  const open = rated.filter((rule) => scopeOf(rule).isAbsent || isExemption(scopeOf(rule)));
  const everywhere = bestOf(
    inTurn(open, (rule) => [...globalLimit(rule), ...leftOut(rule)]),
    [lacking(rules, 'a rate-based rule for every request')],
  );
  const ceiling = lowestRate(open);
  return [...everywhere, ...paths.flatMap((path) => tighter(rules, rated, { path, ceiling }))];
}

interface Tighter {
  readonly path: PathSet;
  /** Requests a second that the limit for every request lets through; nothing where it is not written out. */
  readonly ceiling: number | undefined;
}

function tighter(rules: Value, rated: readonly Value[], { path, ceiling }: Tighter): readonly Observation[] {
  const candidates = rated
    .filter((rule) => !scopeOf(rule).isAbsent)
    .flatMap((rule) =>
      pathMatches(scopeOf(rule), path).map((match) => [
        ...match,
        ...tighterLimit(rule, ceiling),
        ...leftOut(rule),
      ]),
    );
  return bestOf(candidates, [lacking(rules, `a rate-based rule with a lower limit for ${path.name}`)]);
}

/** What is not there fails, unless a rule that only the deployment knows may be it. */
function lacking(rules: Value, expected: string): Observation {
  const open = rules.items().find((rule) => !isWritten(rule));
  return open ? observation('unknown', open, { expected }) : missing(rules.resource, rules.path, expected);
}

function isWritten(rule: Value): boolean {
  return rule.alternatives.every(({ kind }) => kind === 'literal');
}

/** Whoever a limit does not count, though it is about their requests. */
function leftOut(rule: Value): readonly Observation[] {
  return exemptionsIn(scopeOf(rule)).map(exempted);
}

function scopeOf(rule: Value): Value {
  return rateStatement(rule).at('ScopeDownStatement');
}

/** The lowest rate among limits that stop requests; no bound where there is none. */
function lowestRate(open: readonly Value[]): number | undefined {
  const right = open.filter((rule) => flawsOf(globalLimit(rule)).length === 0);
  const rates = (right.length > 0 ? right : open).map((rule) => rateOf(rateStatement(rule)));
  const known = rates.filter((rate) => rate !== undefined);
  return known.length === rates.length ? Math.min(...known) : undefined;
}

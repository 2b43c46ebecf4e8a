import { addressStatement } from './addresses.ts';
import { anyOf, type Judge, negated, type Surroundings, undecided } from './judge.ts';
import { hasLabel, labelsOfNamespace } from './labels.ts';
import { byteMatch, regexMatch, regexSet, sizeConstraint } from './pattern-statements.ts';
import { rateBased } from './rate-statements.ts';
import type { Statement } from './web-acl-properties.ts';

type Maker = (content: never, surroundings: Surroundings) => Judge;

const makers: Readonly<Record<string, Maker>> = {
  AndStatement: ({ Statements }: { Statements: readonly Statement[] }, surroundings) => {
    const judges = Statements.map((one) => judgeOf(one, surroundings));
    return (inspected) => negated(anyOf(judges.map((judge) => negated(judge(inspected)))));
  },
  OrStatement: ({ Statements }: { Statements: readonly Statement[] }, surroundings) => {
    const judges = Statements.map((one) => judgeOf(one, surroundings));
    return (inspected) => anyOf(judges.map((judge) => judge(inspected)));
  },
  NotStatement: ({ Statement }: { Statement: Statement }, surroundings) => {
    const judge = judgeOf(Statement, surroundings);
    return (inspected) => negated(judge(inspected));
  },
  LabelMatchStatement: ({ Scope, Key }: { Scope: 'LABEL' | 'NAMESPACE'; Key: string }, { labelContext }) =>
    Scope === 'LABEL'
      ? ({ labels }) => hasLabel(labels, Key, labelContext)
      : ({ labels }) => labelsOfNamespace(labels, Key, labelContext).length > 0,
  ByteMatchStatement: byteMatch,
  RegexMatchStatement: regexMatch,
  RegexPatternSetReferenceStatement: regexSet,
  SizeConstraintStatement: sizeConstraint,
  IPSetReferenceStatement: addressStatement,
  RateBasedStatement: (content: never, surroundings) =>
    rateBased(content, surroundings, (scope) => judgeOf(scope, surroundings)),
  GeoMatchStatement: (_, surroundings) =>
    undecided(
      surroundings,
      'GeoMatchStatement asks for the country of an address, and this machine has none',
    ),
  AsnMatchStatement: (_, surroundings) =>
    undecided(
      surroundings,
      'AsnMatchStatement asks for the network of an address, and this machine has none',
    ),
  SqliMatchStatement: (_, surroundings) =>
    undecided(surroundings, 'AWS does not publish how SqliMatchStatement tells an injection'),
  XssMatchStatement: (_, surroundings) =>
    undecided(surroundings, 'AWS does not publish how XssMatchStatement tells a script'),
};

/** What decides a statement. What this firewall cannot decide is told, and then holds for no request and fails for none. */
export function judgeOf(statement: Statement, surroundings: Surroundings): Judge {
  const [[kind, content] = ['', undefined]] = Object.entries(statement);
  const make = Object.hasOwn(makers, kind) ? makers[kind] : undefined;
  return make ? make(content as never, surroundings) : undecided(surroundings, `nothing here knows ${kind}`);
}

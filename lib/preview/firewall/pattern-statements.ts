import { fieldOf, type Pieces } from './fields.ts';
import { utf8Bytes } from './firewall-request.ts';
import { type Judge, type Surroundings, undecided } from './judge.ts';
import { referredResource } from './referred-resource.ts';
import { joinTransformations } from './transformations.ts';
import type { FieldToMatch, TextTransformation } from './web-acl-properties.ts';

interface PatternStatement {
  readonly FieldToMatch: FieldToMatch;
  readonly TextTransformations?: readonly TextTransformation[];
}

interface ByteMatchStatement extends PatternStatement {
  readonly PositionalConstraint: string;
  readonly SearchString?: string;
  readonly SearchStringBase64?: string;
}

const constraints: Readonly<Record<string, (text: string, wanted: string) => boolean>> = {
  EXACTLY: (text, wanted) => text === wanted,
  STARTS_WITH: (text, wanted) => text.startsWith(wanted),
  ENDS_WITH: (text, wanted) => text.endsWith(wanted),
  CONTAINS: (text, wanted) => text.includes(wanted),
  CONTAINS_WORD: (text, wanted) =>
    new RegExp(`(?<![A-Za-z0-9_])${wanted.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}(?![A-Za-z0-9_])`).test(
      text,
    ),
};

/** Whether a part of the request has certain bytes. */
export function byteMatch(statement: ByteMatchStatement, surroundings: Surroundings): Judge {
  const { PositionalConstraint, SearchString, SearchStringBase64 } = statement;
  const wanted =
    SearchString === undefined
      ? Buffer.from(SearchStringBase64 ?? '', 'base64').toString('latin1')
      : utf8Bytes(SearchString);
  const compare = constraints[PositionalConstraint];
  if (!compare) return undecided(surroundings, `nothing here knows the constraint ${PositionalConstraint}`);
  return inspecting(statement, surroundings, (text) => compare(text, wanted));
}

const comparisons: Readonly<Record<string, (length: number, size: number) => boolean>> = {
  EQ: (length, size) => length === size,
  NE: (length, size) => length !== size,
  LE: (length, size) => length <= size,
  LT: (length, size) => length < size,
  GE: (length, size) => length >= size,
  GT: (length, size) => length > size,
};

interface SizeConstraintStatement extends PatternStatement {
  readonly ComparisonOperator: string;
  readonly Size: number;
}

/** Whether a part of the request has so many bytes. */
export function sizeConstraint(statement: SizeConstraintStatement, surroundings: Surroundings): Judge {
  const { ComparisonOperator, Size } = statement;
  const compare = comparisons[ComparisonOperator];
  if (!compare) return undecided(surroundings, `nothing here knows the comparison ${ComparisonOperator}`);
  return inspecting(statement, surroundings, ({ length }) => compare(length, Size));
}

interface RegexMatchStatement extends PatternStatement {
  readonly RegexString: string;
}

/** Whether a part of the request fits a pattern. */
export function regexMatch(statement: RegexMatchStatement, surroundings: Surroundings): Judge {
  return fitting(statement, [statement.RegexString], surroundings);
}

interface RegexSetStatement extends PatternStatement {
  readonly Arn: string;
}

/** Whether a part of the request fits one pattern of a set. */
export function regexSet(statement: RegexSetStatement, surroundings: Surroundings): Judge {
  const set = referredResource(surroundings, 'AWS::WAFv2::RegexPatternSet', statement.Arn);
  if (!set) return undecided(surroundings, `the pattern set ${statement.Arn} was not deployed here`);
  return fitting(statement, set.properties['RegularExpressionList'] as readonly string[], surroundings);
}

function fitting(
  statement: PatternStatement,
  patterns: readonly string[],
  surroundings: Surroundings,
): Judge {
  const compiled = patterns.map(compiledPattern);
  const foreign = patterns.find((_, index) => compiled[index] === undefined);
  if (foreign !== undefined) {
    return undecided(surroundings, `Node.js cannot read the pattern ${foreign} of AWS's syntax`);
  }
  return inspecting(statement, surroundings, (text) => compiled.some((pattern) => pattern?.test(text)));
}

/** AWS takes the syntax of PCRE, in which a pattern may begin with its flags; a dot takes in no line break there either. */
function compiledPattern(pattern: string): RegExp | undefined {
  const [, flags = '', rest = ''] = /^(?:\(\?([ims]+)\))?(.*)$/s.exec(utf8Bytes(pattern)) ?? [];
  try {
    return new RegExp(rest, flags);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function inspecting(
  { FieldToMatch, TextTransformations }: PatternStatement,
  surroundings: Surroundings,
  holds: (text: string) => boolean,
): Judge {
  const field = fieldOf(FieldToMatch, surroundings.inspectedBytes);
  if (!field) return undecided(surroundings, `it asks for ${Object.keys(FieldToMatch).join()}`);
  const transform = joinTransformations(TextTransformations);
  if (typeof transform !== 'function') {
    return undecided(surroundings, `nothing here knows the transformation ${transform.unknown}`);
  }
  return ({ request }) => {
    const pieces: Pieces = field(request);
    return 'holds' in pieces ? pieces.holds : pieces.some((text) => holds(transform(text)));
  };
}

import { memoized } from '../memoized.ts';
import type { Truth } from './model/truth.ts';
import type { TextPart, Value } from './model/types.ts';
import { policyInText } from './policy-texts.ts';
import { textIs } from './texts.ts';
import { isMadeOf } from './wildcards.ts';

/**
 * One statement of an IAM or resource policy.
 *
 * A statement that only the deployment knows could allow anything and surely denies nothing. So ask
 * `mayAllow` where nothing bad may be allowed, and `isCertain` where a statement has to be there.
 */
export interface Statement {
  readonly value: Value;
  /** Written out, and there in every case; a condition or an unknown part further up makes it uncertain. */
  readonly isCertain: boolean;
  readonly effect: Value;
  readonly principals: Operands<Principal>;
  readonly actions: Operands<Value>;
  readonly resources: Operands<Value>;
  readonly conditions: Operands<Condition>;
}

/** What a part of a statement lists; one thing alone is a list of one. */
export interface Operands<Operand> {
  /** Written as `NotAction`, `NotPrincipal` or `NotResource`: everything except what is listed. */
  readonly negated: boolean;
  /** Whatever may be listed, in any case; single values may still be undecided in themselves. */
  readonly values: readonly Operand[];
  /** Whether exactly these are listed in every case. Where not, `values` tells what may be, not what is. */
  readonly isDecided: boolean;
}

export interface Principal {
  /** `AWS`, `Service`, `Federated`, `CanonicalUser`; `*` for the bare text; nothing while it is unknown. */
  readonly kind: string | undefined;
  readonly value: Value;
}

/** One line of a `Condition` block: all lines have to hold, and of each line's values one. */
export interface Condition {
  /** For example `StringEquals`; nothing while it is unknown. */
  readonly operator: string | undefined;
  /** In lower case, since IAM ignores the case of condition keys; nothing while it is unknown. */
  readonly key: string | undefined;
  /** Where its values stand, as one. */
  readonly line: Value;
  readonly values: readonly Value[];
  /** Whether exactly these values are listed in every case. */
  readonly isDecided: boolean;
}

/**
 * Every statement that a policy document may hold, in any case. A document that is absent holds none. Several rules
 * read the same documents.
 */
export const statements = memoized((document: Value): readonly Statement[] => {
  const documents = present(document);
  return documents.values.flatMap((one) => statementsOf(policyInText(one) ?? one, documents.isDecided));
});

/** Whether a statement is an `Allow`, or may turn out to be one. */
export function mayAllow({ effect, value }: Statement): boolean {
  return !value.isObject || textIs(effect, (text) => text === 'Allow') !== false;
}

/** Whether a statement is there in every case, with this effect. */
export function surely({ isCertain, effect }: Statement, wanted: 'Allow' | 'Deny'): boolean {
  return isCertain && textIs(effect, (text) => text === wanted) === true;
}

/** Whether a principal is anyone at all: `*`, alone or as an AWS principal. */
export function isEveryone({ kind, value }: Principal): Truth {
  if (kind !== undefined && kind !== '*' && kind !== 'AWS') return false;
  return isKeyword(value, '*');
}

/** Whether a principal is the AWS service `name`, for example `cloudfront.amazonaws.com`. */
export function isService({ kind, value }: Principal, name: string): Truth {
  return kind === undefined || kind === 'Service' ? isKeyword(value, name) : false;
}

/** Like `textIs` for one fixed word, which a name or an ARN of a resource never is. */
function isKeyword(value: Value, word: string): Truth {
  const cannotBe = value.alternatives.every(
    (resolved) =>
      resolved.kind === 'reference' || (resolved.kind === 'text' && !isMadeOf(word, written(resolved.parts))),
  );
  return cannotBe ? false : textIs(value, (text) => text === word);
}

/** What is written of a text between the parts that are open. */
function written(parts: readonly TextPart[]): readonly string[] {
  const pieces = [''];
  for (const part of parts) {
    if (typeof part === 'string') pieces[pieces.length - 1] += part;
    else pieces.push('');
  }
  return pieces;
}

function statementsOf(document: Value, isCertain: boolean): readonly Statement[] {
  // Whatever is no object cannot be read here, and so might hold any statement.
  if (!document.isObject) return [new ReadStatement(document, false)];
  const list = document.at('Statement');
  // A statement that may be left out says nothing about those beside it.
  const isOneList = isCertain && list.each().length === 1;
  return listed(list).values.flatMap((item) => {
    const cases = present(item);
    return cases.values.map((one) => new ReadStatement(one, isOneList && cases.isDecided));
  });
}

/** A statement whose parts are read when a rule asks for them: most rules look at one and pass on. */
class ReadStatement implements Statement {
  readonly value: Value;
  readonly isCertain: boolean;
  private principalsRead: Operands<Principal> | undefined;
  private actionsRead: Operands<Value> | undefined;
  private resourcesRead: Operands<Value> | undefined;
  private conditionsRead: Operands<Condition> | undefined;

  constructor(value: Value, isCertain: boolean) {
    this.value = value;
    this.isCertain = isCertain && value.isObject;
  }

  get effect(): Value {
    return this.value.at('Effect');
  }

  get principals(): Operands<Principal> {
    this.principalsRead ??= flat(negatable(this.value, 'Principal'), principalsOf);
    return this.principalsRead;
  }

  get actions(): Operands<Value> {
    this.actionsRead ??= flat(negatable(this.value, 'Action'), listed);
    return this.actionsRead;
  }

  get resources(): Operands<Value> {
    this.resourcesRead ??= flat(negatable(this.value, 'Resource'), listed);
    return this.resourcesRead;
  }

  get conditions(): Operands<Condition> {
    this.conditionsRead ??= flat({ negated: false, ...present(this.value.at('Condition')) }, conditionsOf);
    return this.conditionsRead;
  }
}

type Several<Operand> = Omit<Operands<Operand>, 'negated'>;

/** The cases of a value in which something is written. */
function present(value: Value): Several<Value> {
  const all = value.each();
  return { values: all.filter((one) => !one.isAbsent), isDecided: all.length === 1 && !value.isOptional };
}

/** The part called `name`, or its opposite `Not…`. */
function negatable(statement: Value, name: string): Operands<Value> {
  const [plain, opposite] = [statement.at(name), statement.at(`Not${name}`)];
  const negated = !opposite.isAbsent && statement.keys().includes(`Not${name}`);
  const value = negated ? opposite : plain;
  return value.isAbsent
    ? { negated, values: [], isDecided: true }
    : { negated, values: [value], isDecided: !negated || plain.isAbsent };
}

function flat<Operand>(
  { negated, values, isDecided }: Operands<Value>,
  read: (value: Value) => Several<Operand>,
): Operands<Operand> {
  const all = values.map(read);
  return {
    negated,
    values: all.flatMap((one) => one.values),
    isDecided: isDecided && all.every((one) => one.isDecided),
  };
}

/** The items of a list, or the one thing that stands in its place. */
function listed(value: Value): Several<Value> {
  const cases = value.each();
  const mayBeList = cases.some((one) => one.isList || one.isAbsent);
  if (!mayBeList) return { values: [value], isDecided: !value.isOptional };
  const values = cases.flatMap((one) => {
    if (one.isAbsent) return [];
    return one.isList ? one.items() : [one];
  });
  return { values, isDecided: cases.length === 1 && values.every(({ isOptional }) => !isOptional) };
}

function principalsOf(value: Value): Several<Principal> {
  const cases = present(value);
  const all = cases.values.map(principalsOfOne);
  return {
    values: all.flatMap((one) => one.values),
    isDecided: cases.isDecided && all.every((one) => one.isDecided),
  };
}

function principalsOfOne(value: Value): Several<Principal> {
  if (!value.isObject) {
    return { values: [{ kind: value.literal === '*' ? '*' : undefined, value }], isDecided: true };
  }
  const kinds = value.keys().map((kind) => ({ kind, list: listed(value.entry(kind)) }));
  return {
    values: kinds.flatMap(({ kind, list }) => list.values.map((one) => ({ kind, value: one }))),
    isDecided: kinds.every(({ list }) => list.isDecided),
  };
}

function conditionsOf(block: Value): Several<Condition> {
  if (!block.isObject) return { values: [unknownCondition(block)], isDecided: true };
  const operators = block.keys().map((operator) => ({ operator, ...present(block.entry(operator)) }));
  return {
    values: operators.flatMap(({ operator, values }) => values.flatMap((lines) => linesOf(operator, lines))),
    isDecided: operators.every(({ isDecided }) => isDecided),
  };
}

function linesOf(operator: string, lines: Value): readonly Condition[] {
  if (!lines.isObject) return [unknownCondition(lines)];
  return lines.keys().map((key) => {
    const line = lines.entry(key);
    return { operator, key: key.toLowerCase(), line, ...listed(line) };
  });
}

function unknownCondition(value: Value): Condition {
  return { operator: undefined, key: undefined, line: value, values: [value], isDecided: false };
}

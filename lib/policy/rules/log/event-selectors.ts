import { own } from '../../../cloudformation/model/json.ts';
import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import { textIs } from '../../../cloudformation/texts.ts';
import { bestOf, distinct, expectItem, flawsOf, inTurn } from '../../choices.ts';
import { expectAbsent, expectOneOf, observe } from '../../expect.ts';
import { missing, type Observation, observation } from '../../observation.ts';

/** Judges how one field narrows what a selector takes in. */
type FieldJudge = (field: Value) => readonly Observation[];

/** Events that a trail has to record. */
export interface WantedEvents {
  /** What they are, as a phrase. */
  readonly what: string;
  /** The fields that make a selector one for these events. */
  readonly required: Readonly<Record<string, FieldJudge>>;
  /** Fields that may narrow it further, as far as they still take these events in. */
  readonly optional?: Readonly<Record<string, FieldJudge>>;
}

const operators = ['Equals', 'StartsWith', 'EndsWith', 'NotEquals', 'NotStartsWith', 'NotEndsWith'] as const;
type Operator = (typeof operators)[number];

/** Requires that one of a field's values takes in what is wanted, and that no other operator narrows the field. */
export function listing(operator: Operator, expected: string, test: (text: string) => boolean): FieldJudge {
  return (field) => [
    ...expectItem(field.at(operator), {
      expected,
      identify: (value) => [observe(value, { expected }, () => textIs(value, test))],
    }),
    ...flawsOf(
      operators
        .filter((other) => other !== operator)
        .map((other) => expectAbsent(field.at(other), `no further limit beside ${operator}`)),
    ),
  ];
}

/** Requires one exact value. */
export function equal(text: string): FieldJudge {
  return listing('Equals', text, (value) => value === text);
}

/** Judges that one of a trail's advanced selectors takes in all events that are wanted. */
export function selects(trail: Resource, wanted: WantedEvents): readonly Observation[] {
  const lists = trail.property('AdvancedEventSelectors').each();
  const seen = distinct(lists.flatMap((list) => selectedIn(list, wanted)));
  // Several selectors stand at one place when they lack.
  return seen.map((one) => (one.status === 'pass' ? one : one.with({ about: wanted.what })));
}

/** A selector that only one case of the list holds records nothing in the others. */
function selectedIn(list: Value, wanted: WantedEvents): readonly Observation[] {
  const expected = `a selector that takes in ${wanted.what}`;
  if (!list.isDecidedList) return [observation('unknown', list, { expected })];
  const lacking = [missing(list.resource, list, expected)];
  return bestOf(
    inTurn(list.items(), (selector) => [
      ...candidate(selector, wanted),
      ...(selector.isOptional ? lacking : []),
    ]),
    lacking,
  );
}

function candidate(selector: Value, { required, optional = {} }: WantedEvents): readonly Observation[] {
  const fields = selector.at('FieldSelectors');
  return [
    ...Object.entries(required).flatMap(([name, judge]) => named(fields, name, judge)),
    ...(fields.isDecidedList
      ? fields.items().flatMap((field) => narrowing(field, { required, optional }))
      : []),
  ];
}

function named(fields: Value, name: string, judge: FieldJudge): readonly Observation[] {
  return expectItem(fields, {
    expected: `the field ${name}`,
    identify: (field) => [expectOneOf(field.at('Field'), [name])],
    judge,
  });
}

/** A field that nobody asked for leaves events out. */
function narrowing(
  field: Value,
  {
    required,
    optional,
  }: { readonly required: object; readonly optional: Readonly<Record<string, FieldJudge>> },
): readonly Observation[] {
  const name = field.at('Field');
  const { literal } = name;
  if (typeof literal === 'string') {
    if (Object.hasOwn(required, literal)) return [];
    const judge = own(optional, literal);
    if (judge) return [observation('pass', name, { expected: literal }), ...judge(field)];
  }
  const status = typeof literal === 'string' ? 'fail' : 'unknown';
  return [observation(status, name, { expected: 'no field that leaves some of the events out' })];
}

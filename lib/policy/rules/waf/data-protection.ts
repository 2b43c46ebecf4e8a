import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import { expectItem, flawsOf } from '../../choices.ts';
import { expectFalse, expectOneOf, observe, observeList } from '../../expect.ts';
import type { Observation } from '../../observation.ts';
import { secretHeaders } from '../../redacted-fields.ts';

/**
 * Judges that a web ACL hides credentials in all that it tells. The fields that a logging configuration redacts are left out of the
 * logged request alone: what a rule matched in them is logged beside it, and samples show them too.
 */
export function expectDataProtection(acl: Resource): readonly Observation[] {
  const list = acl.property('DataProtectionConfig.DataProtections');
  return [
    ...secretHeaders.flatMap((header) =>
      expectProtected(list, `protection of the header ${header}`, (field) => [
        expectOneOf(field.at('FieldType'), ['SINGLE_HEADER']),
        ...flawsOf([namesHeader(field.at('FieldKeys'), header)]),
      ]),
    ),
    ...expectProtected(list, 'protection of the query string', (field) => [
      expectOneOf(field.at('FieldType'), ['QUERY_STRING']),
    ]),
  ];
}

function expectProtected(
  list: Value,
  expected: string,
  identifyField: (field: Value) => readonly Observation[],
): readonly Observation[] {
  return expectItem(list, {
    expected,
    identify: (item) => identifyField(item.at('Field')),
    judge: (item) => [
      expectOneOf(item.at('Action'), ['SUBSTITUTION', 'HASH']),
      ...flawsOf([
        expectFalse(item.at('ExcludeRuleMatchDetails')),
        expectFalse(item.at('ExcludeRateBasedDetails')),
      ]),
    ],
  });
}

/** Without any key all headers are protected. */
function namesHeader(keys: Value, header: string): Observation {
  const expected = `${header}, or no key at all`;
  if (keys.isAbsent) return observe(keys, { expected }, ({ kind }) => kind === 'absent');
  return observeList(keys, { expected }, (items) =>
    items.some(({ literal }) => typeof literal === 'string' && literal.toLowerCase() === header),
  );
}

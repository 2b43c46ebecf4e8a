import { isRecord, type Json, type JsonRecord } from '../../../lib/cloudformation/model/json.ts';
import { withTexts } from './edit.ts';
import type { Row } from './row.ts';
import known from './statements.json' with { type: 'json' };

interface Opening {
  readonly kind: string;
  readonly statement: Json;
}

interface NamedStatement {
  readonly name: string;
  readonly statement: Json;
}

/** The statements of one kind that weaken a row's policy, about its own service. */
export function weakeningStatements({ grants = [], type }: Row, kind: string): readonly NamedStatement[] {
  const service = (type.split('::')[1] ?? '').toLowerCase();
  return grants.flatMap((name) => {
    const opening = (known.statements as Readonly<Record<string, Opening>>)[name];
    if (!opening) throw new Error(`statements.json has no statement ${name}`);
    if (opening.kind !== kind && kind !== 'second') return [];
    const statement = withTexts(opening.statement, (text) => text.replaceAll('$service', service));
    return [{ name, statement }];
  });
}

/** A statement that protects, in each way in which it no longer does. */
export function nothingStandsFor(
  statement: JsonRecord,
): readonly { readonly what: string; readonly weaker: Json }[] {
  const { Effect: effect, Condition: condition } = statement;
  if (effect !== 'Deny') return [];
  return [
    {
      what: 'a statement for one principal only',
      weaker: { ...statement, Principal: { AWS: 'arn:aws:iam::111111111111:role/one' } },
    },
    { what: 'a statement for one action only', weaker: { ...statement, Action: 'palisade:Nothing' } },
    {
      what: 'a statement for one resource only',
      weaker: { ...statement, Resource: 'arn:aws:s3:::palisade-elsewhere' },
    },
    {
      what: 'a statement under another condition',
      weaker: {
        ...statement,
        Condition: {
          ...(isRecord(condition) ? condition : {}),
          StringEquals: { 'aws:PrincipalTag/palisade': 'never' },
        },
      },
    },
    { what: 'a statement that allows', weaker: { ...statement, Effect: 'Allow' } },
    {
      what: 'a statement for all but everyone',
      weaker: { ...without(statement, 'Principal'), NotPrincipal: { AWS: '*' } },
    },
  ];
}

function without(record: JsonRecord, key: string): JsonRecord {
  const { [key]: _, ...others } = record;
  return others;
}

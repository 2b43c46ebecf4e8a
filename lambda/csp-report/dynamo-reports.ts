import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  type DynamoDBDocumentClient,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import type { Kept, Occurrences, ReportStore } from './report.ts';

export interface DynamoReportsSettings {
  readonly table: string;
  /** How many new violations one day may add. @default 200 */
  readonly mostNewADay?: number;
}

const keptDays = 90;

/** How many different violations of one request are looked at; the rest of it is counted. */
const mostOfARequest = 10;
const attempts = 5;

/**
 * Keeps reports in a DynamoDB table. A request costs one read, and one write for each different violation that it
 * tells of; once the day is full, all that is new costs one write together.
 */
export function createDynamoReports(
  client: DynamoDBDocumentClient,
  { table, mostNewADay = 200 }: DynamoReportsSettings,
): ReportStore {
  let fullDay = '';

  const known = async (all: readonly Occurrences[]): Promise<ReadonlySet<unknown>> => {
    const keys = all.map(({ digest }) => ({ pk: reportKey(digest) }));
    const { Responses } = await client.send(
      new BatchGetCommand({ RequestItems: { [table]: { Keys: keys, ProjectionExpression: 'pk' } } }),
    );
    return new Set(Responses?.[table]?.map((item) => item['pk']));
  };

  const countAgain = ({ digest, count }: Occurrences, now: Date) =>
    client.send(
      new UpdateCommand({ TableName: table, Key: { pk: reportKey(digest) }, ...countedAgain(count, now) }),
    );

  const tryToAdd = (occurrences: Occurrences, now: Date): Promise<Addition | 'busy'> =>
    client
      .send(new TransactWriteCommand({ TransactItems: additionOf(table, occurrences, { mostNewADay, now }) }))
      .then(() => 'added', whyNot);

  const add = async (occurrences: Occurrences, now: Date): Promise<Addition> => {
    if (fullDay === dayOf(now)) return 'full';
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      const outcome = await tryToAdd(occurrences, now);
      if (outcome === 'full') fullDay = dayOf(now);
      if (outcome !== 'busy') return outcome;
    }
    throw new Error('the table of reports stayed busy');
  };

  const keepOne = async (occurrences: Occurrences, isKnown: boolean, now: Date): Promise<Addition> => {
    const outcome = isKnown ? 'exists' : await add(occurrences, now);
    if (outcome === 'exists') await countAgain(occurrences, now);
    return outcome;
  };

  const countOnly = (reports: number, now: Date) =>
    client.send(
      new UpdateCommand({
        TableName: table,
        Key: { pk: `OVERFLOW#${dayOf(now)}` },
        ...countedAgain(reports, now),
      }),
    );

  return {
    keep: async (all, now): Promise<Kept> => {
      const looked = all.slice(0, mostOfARequest);
      const seen = await known(looked);
      const added: Occurrences[] = [];
      let overflow = total(all.slice(mostOfARequest));
      for (const each of looked) {
        const outcome = await keepOne(each, seen.has(reportKey(each.digest)), now);
        if (outcome === 'added') added.push(each);
        if (outcome === 'full') overflow += each.count;
      }
      if (overflow > 0) await countOnly(overflow, now);
      return { added: added.map(({ violation }) => violation), overflow };
    },
  };
}

type Addition = 'added' | 'exists' | 'full';

const reportKey = (digest: string) => `REPORT#${digest}`;
const dayOf = (now: Date) => now.toISOString().slice(0, 10);
const endOf = (now: Date) => Math.floor(now.getTime() / 1000) + keptDays * 24 * 60 * 60;
const total = (all: readonly Occurrences[]) => all.reduce((sum, { count }) => sum + count, 0);

function countedAgain(count: number, now: Date) {
  return {
    UpdateExpression:
      'SET lastSeen = :now, firstSeen = if_not_exists(firstSeen, :now), expiresAt = :end ADD #count :count',
    ExpressionAttributeNames: { '#count': 'count' },
    ExpressionAttributeValues: { ':now': now.toISOString(), ':end': endOf(now), ':count': count },
  };
}

// The day's counter and the report change together, so that the bound holds however many functions run.
function additionOf(
  table: string,
  { digest, violation, count }: Occurrences,
  { mostNewADay, now }: { readonly mostNewADay: number; readonly now: Date },
) {
  const seen = now.toISOString();
  return [
    {
      Update: {
        TableName: table,
        Key: { pk: `DAY#${dayOf(now)}` },
        UpdateExpression: 'SET expiresAt = :end ADD added :one',
        ConditionExpression: 'attribute_not_exists(added) OR added < :most',
        ExpressionAttributeValues: { ':end': endOf(now), ':one': 1, ':most': mostNewADay },
      },
    },
    {
      Put: {
        TableName: table,
        Item: {
          pk: reportKey(digest),
          ...violation,
          count,
          firstSeen: seen,
          lastSeen: seen,
          expiresAt: endOf(now),
        },
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    },
  ];
}

/** Why nothing was added; `busy` when another request was at the same items. Throws what is none of these. */
function whyNot(error: unknown): 'exists' | 'full' | 'busy' {
  if (!(error instanceof TransactionCanceledException)) throw error;
  const [day, report] = error.CancellationReasons?.map(({ Code }) => Code) ?? [];
  if (report === 'ConditionalCheckFailed') return 'exists';
  if (day === 'ConditionalCheckFailed') return 'full';
  if ([day, report].includes('TransactionConflict')) return 'busy';
  throw error;
}

import { takesIn } from '../../../cloudformation/event-patterns.ts';
import {
  mappingsOf,
  mappingType,
  queuesNamed,
  queueType,
  sourcesOf,
} from '../../../cloudformation/event-sources.ts';
import { isRecord, type Json, parsedJson } from '../../../cloudformation/model/json.ts';
import type { Model } from '../../../cloudformation/model/model.ts';
import { some, type Truth } from '../../../cloudformation/model/truth.ts';
import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import { isJudgedWhole } from '../../among-templates.ts';
import { expectItem, flawsOf } from '../../choices.ts';
import { asNumber, expectAbsent, expectOneOf, expectTrue, observe, observeLiteral } from '../../expect.ts';
import { notApplicable, type Observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { verdictAt } from '../../statements/allowed.ts';
import facts from './payment-ways.json' with { type: 'json' };

/** Between what a queue or a table holds and the function that works it off stands one resource, which may drop any of it. */
export const pay12Sources: Rule = {
  id: 'PAY-12-sources',
  title: 'What feeds the functions of a storefront drops nothing and sets aside what failed',
  severity: 'high',
  types: [mappingType],
  why: 'A source that is off, begins late, filters or gives up hands no payments on, and what a function reports as failed counts as done where nobody asks for the report.',
  fix: 'Leave Enabled on, list ReportBatchItemFailures, filter no queue, and give a stream a failure queue, three retries at least, an hour at least and StartingPosition TRIM_HORIZON.',
  controls: ['PAY-12'],
  since: '0.1.0',
  stage: 'enforced',
  check: (mapping, model) => {
    if (!mapping.template.storefront) return [notApplicable(mapping, 'no storefront depends on it')];
    return [
      ...flawsOf([
        expectTrue(mapping.property('Enabled').withDefault(true)),
        // With a window a function answers with a state, and no longer with what failed.
        expectAbsent(mapping.property('TumblingWindowInSeconds'), 'no window'),
      ]),
      ...expectItem(mapping.property('FunctionResponseTypes'), {
        expected: 'ReportBatchItemFailures',
        identify: (item) => [expectOneOf(item, ['ReportBatchItemFailures'])],
      }),
      ...(isQueue(mapping, model) ? flawsOf([unfiltered(mapping)]) : ofStream(mapping, model)),
    ];
  },
};

/** Only streams are begun at a position. */
function isQueue(mapping: Resource, model: Model): boolean {
  return (
    sourcesOf(mapping, model).some(({ type }) => type === queueType) ||
    mapping.property('StartingPosition').isAbsent
  );
}

/** SQS deletes what a filter leaves out. */
function unfiltered(mapping: Resource): Observation {
  return expectAbsent(
    mapping.property('FilterCriteria'),
    'no filter, which deletes the messages that it leaves out',
  );
}

function ofStream(mapping: Resource, model: Model): readonly Observation[] {
  return [
    setsAside(mapping.property('DestinationConfig.OnFailure.Destination'), model),
    expectOneOf(mapping.property('StartingPosition'), ['TRIM_HORIZON']),
    ...flawsOf([
      unlimitedOr(mapping.property('MaximumRetryAttempts'), facts.leastRetries),
      unlimitedOr(mapping.property('MaximumRecordAgeInSeconds'), facts.leastRecordAgeSeconds),
      ...takesNewItems(mapping.property('FilterCriteria.Filters')),
    ]),
  ];
}

/** Each alternative has to be such a queue: where the deployment chooses one that nobody knows, what failed may be lost. */
function setsAside(named: Value, model: Model): Observation {
  const expected = 'a queue of the templates that no function reads';
  return observe(named, { expected }, (resolved): Truth => {
    const targets = queuesNamed(resolved, named.resource, model);
    if (targets.length > 0) return targets.every((target) => mappingsOf(target, model).length === 0);
    return resolved.kind === 'absent' || isJudgedWhole(named.resource, model) ? false : undefined;
  });
}

/** Minus one stands for as often, or as long, as the stream keeps it. */
function unlimitedOr(value: Value, least: number): Observation {
  return observeLiteral(value.withDefault(-1), { expected: `-1 or at least ${least}` }, (literal) => {
    const number = asNumber(literal);
    return number === -1 || (number !== undefined && number >= least);
  });
}

/** What is new in the table has to come through one of the filters, whatever else they ask of it. */
function takesNewItems(filters: Value): readonly Observation[] {
  if (filters.isAbsent) return [];
  const verdicts = filters.items().map((filter) => takesInserts(filter.at('Pattern').literal));
  return [
    verdictAt(verdicts.length === 0 ? undefined : some(verdicts), filters, {
      expected: 'a filter that takes in new items',
    }),
  ];
}

function takesInserts(pattern: Json | undefined): Truth {
  if (typeof pattern !== 'string') return undefined;
  const read = parsedJson(pattern);
  if (!isRecord(read)) return undefined;
  const { eventName } = read;
  return eventName === undefined ? true : takesIn({ eventName }, { eventName: 'INSERT' });
}

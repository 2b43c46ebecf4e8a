import { all, some } from '../cloudformation/model/truth.ts';
import type { Resource } from '../cloudformation/model/types.ts';
import { holds, holdsOnly } from '../cloudformation/texts.ts';
import fields from './access-log-fields.json' with { type: 'json' };
import { observeList } from './expect.ts';
import type { Observation } from './observation.ts';

/** Judges that a delivery of CloudFront's access logs records no cookies and no query strings. */
export function recordsNoSecrets(delivery: Resource): Observation {
  const expected = `fields without ${fields.withheld.join(' and ')}`;
  return observeList(delivery.property('RecordFields'), { expected }, (items) =>
    holdsOnly(items, isHarmless),
  );
}

/** Judges that it records all that tells who asked for what, and no more. */
export function recordsRequests(delivery: Resource): Observation {
  const expected = `the fields that tell who asked for what, without ${fields.withheld.join(' and ')}`;
  return observeList(delivery.property('RecordFields'), { expected }, (items) =>
    all([
      holdsOnly(items, isHarmless),
      ...fields.needed.map((field) => holds(items, field)),
      some(fields.neededTime.map((time) => all(time.map((field) => holds(items, field))))),
    ]),
  );
}

function isHarmless(field: string): boolean {
  return fields.harmless.includes(field);
}

import type { Resolved, Resource, Value } from '../../../cloudformation/model/types.ts';
import { observe, type Verdict } from '../../expect.ts';
import { notApplicable, type Observation, observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';

type Read = (resource: Resource) => readonly Observation[];

/** Where a resource says which other sites may read its answers. */
const readers: Readonly<Record<string, Read>> = {
  'AWS::S3::Bucket': (bucket) => bucketRules(bucket.property('CorsConfiguration')),
  'AWS::Lambda::Url': (url) => allowedOrigins(url.property('Cors.AllowOrigins')),
  'AWS::ApiGatewayV2::Api': (api) => allowedOrigins(api.property('CorsConfiguration.AllowOrigins')),
};

/** CORS of what holds data: a wildcard lets every site read it through the browser of a shopper. */
export const hdr08: Rule = {
  id: 'HDR-08',
  title: 'Buckets and APIs name the origins that may read them',
  severity: 'medium',
  types: Object.keys(readers),
  why: 'With a wildcard any site can read orders or accounts through the browser of whoever visits it.',
  fix: 'List exact https origins, on buckets with GET and HEAD alone, or leave CORS out.',
  controls: ['HDR-08'],
  since: '0.1.0',
  stage: 'enforced',
  check: (resource) => {
    const seen = readers[resource.type]?.(resource) ?? [];
    return seen.length > 0 ? seen : [notApplicable(resource, 'no other origin may read it')];
  },
};

function allowedOrigins(list: Value): readonly Observation[] {
  return list.isAbsent ? [] : [expectOrigins(list)];
}

function bucketRules(cors: Value): readonly Observation[] {
  const rules = cors.at('CorsRules');
  if (rules.isAbsent) return [];
  if (!rules.isDecidedList)
    return [observation('unknown', rules, { expected: 'rules with exact https origins' })];
  return rules
    .items()
    .flatMap((rule) => [
      expectOrigins(rule.at('AllowedOrigins')),
      expectReadingMethods(rule.at('AllowedMethods')),
    ]);
}

/** Requires a list of exact https origins. */
export function expectOrigins(list: Value): Observation {
  return expectEach(list, 'exact https origins', isOrigin);
}

/** Requires that a list of methods only reads. */
function expectReadingMethods(list: Value): Observation {
  return expectEach(list, 'GET or HEAD', (text) => ['GET', 'HEAD'].includes(text));
}

/** Whether text is one origin, to be reached by https alone. */
export function isOrigin(text: string): boolean {
  return origin.test(text);
}

const origin = /^https:\/\/[a-z0-9-]+(?:\.[a-z0-9-]+)*(?::\d+)?$/i;

function expectEach(list: Value, expected: string, isGood: (text: string) => boolean): Observation {
  if (!list.isDecidedList) return observation('unknown', list, { expected });
  const judge = (resolved: Resolved): Verdict => {
    if (resolved.kind !== 'literal') return undefined;
    return typeof resolved.value === 'string' && isGood(resolved.value);
  };
  // Where a condition leaves the whole setting out, no origin is let in.
  const cases = list.each().filter((one) => list.isAbsent || !one.isAbsent);
  const items = cases.map((one) => one.items());
  const statuses = items.flat().map((item) => observe(item, { expected }, judge).status);
  if (statuses.includes('fail') || items.some(({ length }) => length === 0))
    return observation('fail', list, { expected });
  return observation(statuses.includes('unknown') ? 'unknown' : 'pass', list, { expected });
}

import { isInAccountOf } from '../../../cloudformation/arns.ts';
import { behaviours } from '../../../cloudformation/distributions.ts';
import { logDeliveries } from '../../../cloudformation/log-deliveries.ts';
import type { Model } from '../../../cloudformation/model/model.ts';
import type { Resolved, Resource, Value } from '../../../cloudformation/model/types.ts';
import { isSupplier } from '../../../cloudformation/references.ts';
import { bestOf, flawsOf } from '../../choices.ts';
import { expectFalse, observe, type Verdict } from '../../expect.ts';
import { missing, type Observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { deliveryChain, privateFields } from './log-delivery.ts';

/** The record of who asked for what at the edge. */
export const edge07: Rule = {
  id: 'EDGE-07',
  title: 'Every request to the distribution is logged, without cookies and query strings',
  severity: 'medium',
  types: ['AWS::CloudFront::Distribution'],
  required: { type: 'AWS::CloudFront::Distribution', stack: 'edge' },
  why: 'Edge logs are the only record of who asked for what and of every block; cookies and query strings in them are sessions and personal data.',
  fix: 'Deliver ACCESS_LOGS of the distribution with an AWS::Logs::Delivery in us-east-1 whose RecordFields leave out cs(Cookie) and cs-uri-query.',
  controls: ['EDGE-07'],
  since: '0.1.0',
  stage: 'enforced',
  check: accessLogs,
};

function accessLogs(distribution: Resource, model: Model): readonly Observation[] {
  const legacy = legacyLogging(distribution);
  const found = logDeliveries(distribution, model).map((one) => ({
    delivery: one.delivery,
    chain: deliveryChain(distribution, one),
  }));
  const best = bestOf(
    [...found.map(({ chain }) => chain), ...(legacy ? [legacy.chain] : [])],
    [missing(distribution, 'Properties.DistributionConfig', 'access logs, by a delivery or by Logging')],
  );
  // One record suffices, but each of them has to keep secrets out.
  const others = found.filter(({ chain }) => chain !== best).map(({ delivery }) => delivery);
  return [
    ...best,
    ...others.flatMap(privateFields),
    ...(legacy?.chain === best ? [] : (legacy?.cookies ?? [])),
    ...flawsOf(behaviours(distribution).flatMap(realtimeLog)),
  ];
}

/** What a configuration elsewhere records, and where it sends that, nobody saw. */
function realtimeLog(behaviour: Value): readonly Observation[] {
  const value = behaviour.at('RealtimeLogConfigArn');
  if (value.isAbsent) return [];
  const expected = 'a configuration among the templates';
  return [
    observe(value, { expected }, (resolved) => {
      if (resolved.kind !== 'reference')
        return isInAccountOf(resolved, value.resource) === false ? false : undefined;
      return resolved.resource.type === realtimeType || (isSupplier(resolved.resource) ? undefined : false);
    }),
  ];
}

const realtimeType = 'AWS::CloudFront::RealtimeLogConfig';

/** The older way of logging, which a distribution carries in itself. */
interface LegacyLogging {
  readonly chain: readonly Observation[];
  /** What is wrong with the cookies that it records. */
  readonly cookies: readonly Observation[];
}

/** What was seen of `Logging`; nothing when the distribution has none. */
function legacyLogging(distribution: Resource): LegacyLogging | undefined {
  const logging = distribution.property('DistributionConfig.Logging');
  const bucket = logging.at('Bucket');
  if (bucket.isAbsent) return undefined;
  const cookies = flawsOf([expectFalse(logging.at('IncludeCookies'))]);
  const seen = observe(bucket, { expected: 'the domain name of a bucket' }, isBucketDomain);
  const noted = seen.status === 'pass' ? seen.withNote('it records query strings, and needs ACLs') : seen;
  return { chain: [noted, ...cookies], cookies };
}

function isBucketDomain(resolved: Resolved): Verdict {
  if (resolved.kind === 'reference') return resolved.resource.type === 'AWS::S3::Bucket';
  if (resolved.kind === 'text') {
    const last = resolved.parts.at(-1);
    return typeof last === 'string' ? /\.amazonaws\.com$/.test(last) : undefined;
  }
  return resolved.kind === 'literal' && /\.s3(\.[a-z0-9-]+)?\.amazonaws\.com$/.test(String(resolved.value));
}

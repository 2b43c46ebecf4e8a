import type { Resolved, Resource } from '../../../cloudformation/model/types.ts';
import { flawsOf } from '../../choices.ts';
import { expectFalse, observe, type Verdict } from '../../expect.ts';
import type { Observation } from '../../observation.ts';

/** The older way of logging, which a distribution carries in itself. */
export interface LegacyLogging {
  readonly chain: readonly Observation[];
  /** What is wrong with the cookies that it records. */
  readonly cookies: readonly Observation[];
}

/** What was seen of `Logging`; nothing when the distribution has none. */
export function legacyLogging(distribution: Resource): LegacyLogging | undefined {
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

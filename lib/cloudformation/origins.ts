import { some, type Truth } from './model/truth.ts';
import type { Resolved, Resource, Value } from './model/types.ts';
import { mentionedBy } from './references.ts';

/** Where a distribution gets its answers from. What is undecided may be of several kinds at once. */
export interface Origin {
  readonly value: Value;
  readonly domain: Value;
  /** The settings of a server that CloudFront asks over the internet, in each case where it is one. */
  readonly custom: readonly Value[];
  /** The reference to a VPC origin, in each case where it is one. */
  readonly vpc: readonly Value[];
  /** Whether it is, or may be, an S3 bucket. */
  readonly isS3: boolean;
}

/** Every origin of a distribution, those in the two old forms included. */
export function origins(distribution: Resource): readonly Origin[] {
  const config = distribution.property('DistributionConfig');
  const list = config.at('Origins');
  // A list that only the deployment knows stands for itself: whatever is asked of it stays unknown.
  const modern = (list.isDecidedList ? list.items() : [list]).map(modernOrigin);
  return [
    ...modern,
    ...cases(config.at('CustomOrigin')).map((value) => oldOrigin(value, [value])),
    ...cases(config.at('S3Origin')).map((value) => oldOrigin(value, [])),
  ];
}

/** Whether a behaviour may be answered by an S3 bucket; undefined where only the deployment decides which origin it asks. */
export function asksBucket(behaviour: Value): Truth {
  const known = origins(behaviour.resource);
  const target = behaviour.at('TargetOriginId');
  const named = known.filter(({ value }) => isNamedBy(target, value.at('Id')));
  // A target that no origin surely has may be any of them, or a group.
  return some((named.length > 0 ? named : known).map((origin) => decided(origin, named.length > 0)));
}

function decided({ isS3, custom, vpc }: Origin, isTarget: boolean): Truth {
  const isServer = [...custom, ...vpc].some((value) => !value.isAbsent);
  if (isS3) return isTarget ? true : undefined;
  return isServer ? false : undefined;
}

function isNamedBy(target: Value, id: Value): boolean {
  return target.literal !== undefined && target.literal === id.literal;
}

const bucketType = 'AWS::S3::Bucket';

/** Whether a domain is the website endpoint of a bucket, which is public and only speaks HTTP. */
export function isWebsiteEndpoint(resolved: Resolved): boolean {
  if (resolved.kind === 'reference') {
    return resolved.resource.type === bucketType && resolved.attribute === 'WebsiteURL';
  }
  return /\.s3-website[.-]/.test(writtenPart(resolved));
}

function modernOrigin(value: Value): Origin {
  const domain = value.at('DomainName');
  const custom = cases(value.at('CustomOriginConfig'));
  const vpc = cases(value.at('VpcOriginConfig'));
  const isS3 = cases(value.at('S3OriginConfig')).length > 0 || isBucket(domain);
  const isBare = custom.length + vpc.length === 0 && !isS3;
  return { value, domain, custom: isBare ? [value.at('CustomOriginConfig')] : custom, vpc, isS3 };
}

function oldOrigin(value: Value, custom: readonly Value[]): Origin {
  const domain = value.at('DNSName');
  return { value, domain, custom, vpc: [], isS3: custom.length === 0 || isBucket(domain) };
}

function cases(value: Value): readonly Value[] {
  return value.each().filter((one) => !one.isAbsent);
}

function isBucket(domain: Value): boolean {
  return (
    mentionedBy(domain).some(({ type }) => type === bucketType) ||
    domain.alternatives.some((resolved) => /\.s3[.-]([a-z0-9-]+\.)*amazonaws\./.test(writtenPart(resolved)))
  );
}

function writtenPart(resolved: Resolved): string {
  if (resolved.kind === 'text') return resolved.parts.filter((part) => typeof part === 'string').join('');
  return resolved.kind === 'literal' ? String(resolved.value) : '';
}

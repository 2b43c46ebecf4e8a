import { matchesPattern } from '../../../lambda/shared/site/path-pattern.ts';
import type { DeployedResource } from '../deployed-resources.ts';
import { PreviewError } from '../preview-error.ts';
import type { ViewerRequest } from '../responder.ts';
import type { EventType } from './functions/event.ts';
import { keySelections, madeHeaders, originSelections, type Selections } from './selection.ts';
import {
  type BehaviourConfig,
  type DistributionConfig,
  distributionConfig,
  type OriginConfig,
} from './settings/distribution.ts';
import { enacted } from './settings/enacted.ts';
import managed from './settings/managed-policies.json' with { type: 'json' };
import {
  cachePolicyConfig,
  type HeadersPolicyConfig,
  headersPolicyConfig,
  originRequestPolicyConfig,
} from './settings/policies.ts';

/** A cache behaviour with what its policies say. */
export interface Behaviour {
  /** The path pattern; the default behaviour has every path. */
  readonly pattern: string;
  readonly viewerProtocol: BehaviourConfig['ViewerProtocolPolicy'];
  readonly allowedMethods: readonly string[];
  readonly cachedMethods: readonly string[];
  readonly originId: string;
  readonly compress: boolean;
  /** How long answers are kept, in seconds. */
  readonly ttl: { readonly least: number; readonly usual: number; readonly most: number };
  readonly key: Selections;
  /** The codings that the cache policy takes, the preferred one first. */
  readonly acceptedCodings: readonly string[];
  readonly toOrigin?: Selections | undefined;
  readonly headersPolicy?: HeadersPolicyConfig | undefined;
  /** The ARNs of its functions. */
  readonly functions: Readonly<Partial<Record<EventType, string>>>;
}

/** An origin, as CloudFront asks it. */
export interface Origin {
  readonly id: string;
  readonly domain: string;
  readonly path: string;
  readonly customHeaders: ViewerRequest['headers'];
  /** How long an answer may take, in milliseconds. */
  readonly limit: number;
}

/** A deployed distribution, read whole: what the edge cannot enact of it was refused. */
export interface Distribution {
  readonly aliases: readonly string[];
  readonly behaviours: readonly Behaviour[];
  readonly origins: ReadonlyMap<string, Origin>;
  readonly errorResponses: DistributionConfig['CustomErrorResponses'];
  readonly defaultRootObject: string;
  readonly hasFirewall: boolean;
  readonly minimumProtocol: string;
  readonly httpVersion: DistributionConfig['HttpVersion'];
}

const distributionType = 'AWS::CloudFront::Distribution';

/** Reads the one distribution of the resources. Throws a `PreviewError` where there is none, or something that the edge does not enact. */
export function readDistribution(resources: readonly DeployedResource[]): Distribution {
  const found = resources.filter(({ type }) => type === distributionType);
  const [resource] = found;
  if (!resource || found.length > 1) {
    throw new PreviewError(`found ${found.length} distributions, and the preview enacts exactly one`);
  }
  const config = enacted(distributionConfig, resource.properties['DistributionConfig'], resource);
  const policies = policiesIn(resources, resource);
  const certificate = config.ViewerCertificate;
  return {
    aliases: config.Aliases.map((alias) => alias.toLowerCase()),
    behaviours: [
      ...config.CacheBehaviors.map((each) => behaviour(each, each.PathPattern, policies)),
      behaviour(config.DefaultCacheBehavior, '*', policies),
    ],
    origins: new Map(config.Origins.map((each) => [each.Id, origin(each)])),
    errorResponses: config.CustomErrorResponses,
    defaultRootObject: config.DefaultRootObject,
    hasFirewall: config.WebACLId !== '',
    minimumProtocol: certificate?.MinimumProtocolVersion ?? 'TLSv1',
    httpVersion: config.HttpVersion,
  };
}

/** The behaviour of a path: the first whose pattern matches, in the order of the distribution. A pattern may lack its first slash. */
export function behaviourOf({ behaviours }: Distribution, path: string): Behaviour {
  const found = behaviours.find(({ pattern }) =>
    matchesPattern(pattern.startsWith('/') || pattern.startsWith('*') ? pattern : `/${pattern}`, path),
  );
  if (!found) throw new Error(`no behaviour serves ${path}, although the default one serves all`);
  return found;
}

type Policies = ReturnType<typeof policiesIn>;

/** Finds policies by their ids among those that were deployed and those that AWS manages. */
function policiesIn(resources: readonly DeployedResource[], user: DeployedResource) {
  const deployed = (type: string, id: string) =>
    resources.find((resource) => resource.type === type && resource.physicalId === id);
  const missing = (id: string) =>
    new PreviewError(
      `${user.stack}: ${user.logicalId} has the policy ${id}, which the preview does not know`,
    );
  return {
    cache: (id: string) => {
      const own = deployed('AWS::CloudFront::CachePolicy', id);
      const config = own?.properties['CachePolicyConfig'] ?? managedPolicy(managed.cachePolicies, id);
      if (!config) throw missing(id);
      return enacted(cachePolicyConfig, config, own ?? user);
    },
    originRequest: (id: string) => {
      const own = deployed('AWS::CloudFront::OriginRequestPolicy', id);
      const config =
        own?.properties['OriginRequestPolicyConfig'] ?? managedPolicy(managed.originRequestPolicies, id);
      if (!config) throw missing(id);
      return enacted(originRequestPolicyConfig, config, own ?? user);
    },
    headers: (id: string) => {
      const own = deployed('AWS::CloudFront::ResponseHeadersPolicy', id);
      if (!own) throw missing(id);
      return enacted(headersPolicyConfig, own.properties['ResponseHeadersPolicyConfig'], own);
    },
  };
}

function managedPolicy(list: Readonly<Record<string, unknown>>, id: string): unknown {
  return list[id];
}

function behaviour(config: BehaviourConfig, pattern: string, policies: Policies): Behaviour {
  const cache = policies.cache(config.CachePolicyId);
  const { EnableAcceptEncodingBrotli, EnableAcceptEncodingGzip } =
    cache.ParametersInCacheKeyAndForwardedToOrigin;
  const key = keySelections(cache);
  const toOrigin = config.OriginRequestPolicyId
    ? originSelections(policies.originRequest(config.OriginRequestPolicyId))
    : undefined;
  for (const { headers } of toOrigin ? [key, toOrigin] : [key]) refuseUnknown(headers.names, cache.Name);
  return {
    pattern,
    viewerProtocol: config.ViewerProtocolPolicy,
    allowedMethods: config.AllowedMethods,
    cachedMethods: config.CachedMethods,
    originId: config.TargetOriginId,
    compress: config.Compress,
    ttl: { least: cache.MinTTL, usual: cache.DefaultTTL, most: cache.MaxTTL },
    key,
    acceptedCodings: [
      ...(EnableAcceptEncodingBrotli ? ['br'] : []),
      ...(EnableAcceptEncodingGzip ? ['gzip'] : []),
    ],
    toOrigin,
    headersPolicy: config.ResponseHeadersPolicyId
      ? policies.headers(config.ResponseHeadersPolicyId)
      : undefined,
    functions: Object.fromEntries(
      config.FunctionAssociations.map(({ EventType, FunctionARN }) => [EventType, FunctionARN]),
    ),
  };
}

/** Refuses headers that CloudFront makes of what nobody knows on one machine, such as the viewer's country. */
function refuseUnknown(names: readonly string[], policy: string): void {
  const unknown = names.find(
    (name) => name.startsWith('cloudfront-') && !(madeHeaders as readonly string[]).includes(name),
  );
  if (unknown) {
    throw new PreviewError(
      `a behaviour with ${policy} asks for ${unknown}, which the preview does not enact`,
    );
  }
}

function origin(config: OriginConfig): Origin {
  const timeout = (config.VpcOriginConfig ?? config.CustomOriginConfig)?.OriginReadTimeout ?? 30;
  return {
    id: config.Id,
    domain: config.DomainName,
    path: config.OriginPath,
    customHeaders: Object.fromEntries(
      config.OriginCustomHeaders.map(({ HeaderName, HeaderValue }) => [
        HeaderName.toLowerCase(),
        [HeaderValue],
      ]),
    ),
    limit: timeout * 1_000,
  };
}

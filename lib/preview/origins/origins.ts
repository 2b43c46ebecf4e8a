import type { DeployedResource } from '../deployed-resources.ts';
import type { Responder } from '../responder.ts';
import { bucketOrigin } from './bucket-origin.ts';
import { type Deployed, deployedOf } from './deployed.ts';
import { type EmulatorCalls, emulatorCalls } from './emulator-calls.ts';
import { type OpenedOrigin, vpcOrigin } from './vpc-origin.ts';

export interface OriginsProps {
  /** Where the emulator listens. */
  readonly endpoint: string;
  /** What was deployed, in all stacks: the load balancer lies in another one than the distribution. */
  readonly resources: readonly DeployedResource[];
  /** The distribution, by its id. */
  readonly distributionId: string;
}

/** What stands behind a distribution. */
export interface Origins {
  /**
   * Answers as the origin with this id, and throws an error for one that the distribution does not have. A request is what CloudFront
   * sends there, with the origin's path and headers; without a `host` header it is for the origin's own name.
   */
  readonly of: (originId: string) => Responder;
  /** Why origins cannot be reached as they were deployed, a sentence for each; they answer 502 or 504. */
  readonly closed: readonly string[];
}

/** An origin of a distribution, as CloudFormation spells it. */
interface OriginConfig {
  readonly Id: string;
  readonly DomainName: string;
  readonly OriginAccessControlId?: string;
  readonly S3OriginConfig?: { readonly OriginAccessIdentity?: string };
  readonly VpcOriginConfig?: { readonly VpcOriginId: string };
}

/** Opens the origins of a distribution as they were deployed. Throws an error for a kind of origin that is not enacted here. */
export function openOrigins({ endpoint, resources, distributionId }: OriginsProps): Origins {
  interface Distribution {
    readonly DistributionConfig: { readonly Origins: readonly OriginConfig[] };
  }
  const deployed = deployedOf(resources);
  const distribution = deployed.find<Distribution>('AWS::CloudFront::Distribution', distributionId);
  if (!distribution) throw new Error(`the emulator has no distribution ${distributionId}`);
  const distributionArn = `arn:aws:cloudfront::${distribution.account}:distribution/${distributionId}`;
  const around = { deployed, calls: emulatorCalls(endpoint), distributionArn };
  const opened = new Map(
    distribution.properties.DistributionConfig.Origins.map((origin) => [origin.Id, open(origin, around)]),
  );
  return {
    closed: [...opened.values()].flatMap(({ closed }) => closed ?? []),
    of: (originId) => {
      const found = opened.get(originId);
      if (!found) throw new Error(`the distribution ${distributionId} has no origin ${originId}`);
      return found.respond;
    },
  };
}

interface Surroundings {
  readonly deployed: Deployed;
  readonly calls: EmulatorCalls;
  readonly distributionArn: string;
}

function open(origin: OriginConfig, around: Surroundings): OpenedOrigin {
  const { Id, DomainName: domainName, S3OriginConfig, VpcOriginConfig } = origin;
  if (VpcOriginConfig) return vpcOrigin({ ...around, vpcOriginId: VpcOriginConfig.VpcOriginId, domainName });
  if (!S3OriginConfig || S3OriginConfig.OriginAccessIdentity) {
    throw new Error(`the preview opens buckets with an access control and VPC origins, and ${Id} is neither`);
  }
  const accessControlId = origin.OriginAccessControlId;
  return { respond: bucketOrigin({ ...around, domainName, accessControlId }) };
}

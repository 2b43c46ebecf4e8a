import type { Answer, Responder, ViewerRequest } from '../responder.ts';
import type { Deployed } from './deployed.ts';
import type { EmulatorCalls, ObjectRequest } from './emulator-calls.ts';

/** An origin of a distribution that is an S3 bucket. */
export interface BucketOriginProps {
  readonly deployed: Deployed;
  readonly calls: EmulatorCalls;
  readonly distributionArn: string;
  /** `BUCKET.s3.REGION.amazonaws.com`. */
  readonly domainName: string;
  readonly accessControlId?: string | undefined;
}

/** How CloudFront signs what it asks S3 for. */
type Signing = 'always' | 'no-override' | 'never';

/**
 * Answers with the objects of a bucket as CloudFront gets them: in the name of the distribution where the origin's access control
 * signs, so that the policies of the bucket and of its key decide, and in nobody's name otherwise.
 */
export function bucketOrigin(props: BucketOriginProps): Responder {
  const { deployed, calls, distributionArn, domainName, accessControlId } = props;
  const bucket = bucketOf(domainName);
  const home = deployed.find('AWS::S3::Bucket', bucket);
  const signing = signingOf(deployed, accessControlId);
  if (!home) return async () => refusal(404);
  const { account, region } = home;
  return async (request) => {
    const key = keyOf(request);
    if (key === undefined) return refusal(400);
    const { method } = request;
    // CloudFront signs any method, and a bucket that is only read admits no other.
    if (method !== 'GET' && method !== 'HEAD') return refusal(403);
    const asked = { account, region, bucket, key, method, headers: passedOn(request) } as const;
    return isSigned(signing, request)
      ? calls.readObject({ ...asked, sourceArn: distributionArn })
      : calls.readUnsigned(asked);
  };
}

function bucketOf(domainName: string): string {
  const [, bucket] = /^(.+)\.s3(?:[.-][a-z0-9-]+)?\.amazonaws\.com$/.exec(domainName) ?? [];
  if (bucket === undefined) throw new Error(`the preview does not know which bucket ${domainName} is`);
  return bucket;
}

function signingOf(deployed: Deployed, id: string | undefined): Signing {
  interface AccessControl {
    readonly OriginAccessControlConfig: { readonly SigningBehavior: Signing };
  }
  const type = 'AWS::CloudFront::OriginAccessControl';
  const control = id === undefined ? undefined : deployed.find<AccessControl>(type, id);
  return control?.properties.OriginAccessControlConfig.SigningBehavior ?? 'never';
}

function isSigned(signing: Signing, { headers }: ViewerRequest): boolean {
  return signing === 'always' || (signing === 'no-override' && headers['authorization'] === undefined);
}

/** Nothing for a path that is wrongly encoded. */
function keyOf({ target }: ViewerRequest): string | undefined {
  const [path = ''] = target.split('?');
  try {
    return decodeURIComponent(path).replace(/^\//, '');
  } catch {
    return undefined;
  }
}

const conditions = [
  'range',
  'if-match',
  'if-none-match',
  'if-modified-since',
  'if-unmodified-since',
] as const;

function passedOn({ headers }: ViewerRequest): ObjectRequest['headers'] {
  return Object.fromEntries(
    conditions.flatMap((name) => (headers[name] ? [[name, headers[name].join(', ')] as const] : [])),
  );
}

const reasons = {
  400: ['InvalidURI', "Couldn't parse the specified URI."],
  403: ['AccessDenied', 'Access Denied'],
  404: ['NoSuchBucket', 'The specified bucket does not exist'],
} as const;

function refusal(status: keyof typeof reasons): Answer {
  const [code, message] = reasons[status];
  return {
    status,
    headers: { 'content-type': 'application/xml' },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`,
  };
}

import { CloudTrailClient, type Event, paginateLookupEvents } from '@aws-sdk/client-cloudtrail';
import * as z from 'zod/mini';

/** Who wrote a version of a secret, as the trail of the account tells. */
export interface Writing {
  /** ARN of the session or user. */
  readonly by: string;
  /** ISO 8601. */
  readonly at: string;
}

/** Asks who has written versions of a secret since a time, by the version's id. */
export type ReadWritings = (secretName: string, since: Date) => Promise<ReadonlyMap<string, Writing>>;

const form = z.object({
  eventTime: z.string(),
  errorCode: z.optional(z.string()),
  userIdentity: z.object({ arn: z.optional(z.string()), invokedBy: z.optional(z.string()) }),
  requestParameters: z.object({ secretId: z.string(), clientRequestToken: z.string() }),
});

/** The event history of CloudTrail, which every account has, for 90 days: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/view-cloudtrail-events.html */
export function createReadWritings(region: string): ReadWritings {
  const client = new CloudTrailClient({ region });
  return async (secretName, since) => {
    const found = new Map<string, Writing>();
    const question = {
      LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: 'PutSecretValue' }] as const,
      StartTime: since,
    };
    const pages = paginateLookupEvents(
      { client },
      { ...question, LookupAttributes: [...question.LookupAttributes] },
    );
    for await (const { Events = [] } of pages) {
      for (const event of Events) {
        const writing = writingIn(event, secretName);
        if (writing) found.set(...writing);
      }
    }
    return found;
  };
}

function writingIn(
  { CloudTrailEvent = '' }: Event,
  secretName: string,
): readonly [version: string, writing: Writing] | undefined {
  const { success, data } = form.safeParse(JSON.parse(CloudTrailEvent));
  if (!success || data.errorCode !== undefined || !isOf(secretName, data.requestParameters.secretId)) {
    return undefined;
  }
  const { userIdentity, eventTime: at, requestParameters } = data;
  const by = userIdentity.arn ?? userIdentity.invokedBy;
  return by === undefined ? undefined : [requestParameters.clientRequestToken, { by, at }];
}

/** A secret is named by its name, or by its ARN, which Secrets Manager ends with a hyphen and six characters. */
function isOf(name: string, secretId: string): boolean {
  return secretId === name || secretId.replace(/-[A-Za-z0-9]{6}$/, '').endsWith(`:secret:${name}`);
}

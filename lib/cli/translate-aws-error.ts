import { UsageError } from './output.ts';

/** Waits for AWS. What a person can mend about it becomes a sentence about `what`; any other error is ours. */
export async function translateAwsError<Result>(call: Promise<Result>, what: string): Promise<Result> {
  try {
    return await call;
  } catch (cause) {
    const { name = '', code = '' } = cause as NodeJS.ErrnoException;
    const [, sentence] = sentences.find(([names]) => names.test(name) || names.test(code)) ?? [];
    if (sentence !== undefined) throw new UsageError(sentence.replace('WHAT', what), { cause });
    if (!isAnswer(cause)) throw cause;
    throw new UsageError(`AWS answered ${name} about ${what}, try again, and look at it in the console`, {
      cause,
    });
  }
}

/** Whether AWS itself said no. Its name is enough: its text may repeat what it was sent. */
function isAnswer(cause: unknown): boolean {
  return cause instanceof Error && '$metadata' in cause && /^[A-Za-z.]{1,64}$/.test(cause.name);
}

const sentences: readonly (readonly [names: RegExp, sentence: string])[] = [
  [
    /^(?:CredentialsProviderError|TokenProviderError)$/,
    'found no credentials for AWS, sign in with aws sso login or set AWS_PROFILE',
  ],
  [
    /^(?:ExpiredToken|InvalidClientTokenId|UnrecognizedClient|InvalidSignature|SignatureDoesNotMatch)(?:Exception)?$/,
    'AWS does not know the credentials, or no longer: sign in again',
  ],
  [
    /^(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|EHOSTUNREACH|EPIPE|ENETUNREACH|ETIMEDOUT|TimeoutError)$/,
    'cannot reach AWS, check the network and AWS_ENDPOINT_URL',
  ],
  [
    /^(?:AccessDenied|KMSAccessDenied|KmsAccessDenied)(?:Exception)?$/,
    'AWS does not allow it with these credentials, use a role that may read and write WHAT',
  ],
  [
    /^(?:QueueDoesNotExist|ResourceNotFoundException|AWS\.SimpleQueueService\.NonExistentQueue)$/,
    'AWS does not find WHAT, deploy the environment first, or sign in to its own account',
  ],
];

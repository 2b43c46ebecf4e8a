import { expect, test } from '@jest/globals';
import { UsageError } from '../../lib/cli/output.ts';
import { translateAwsError } from '../../lib/cli/translate-aws-error.ts';

const what = 'the secret boutique-prod-eu-west-1/gateways/stripe';
const failing = (more: object) => Promise.reject(Object.assign(new Error('text of AWS'), more));

test.each([
  [
    { name: 'CredentialsProviderError' },
    'found no credentials for AWS, sign in with aws sso login or set AWS_PROFILE',
  ],
  [{ name: 'ExpiredTokenException' }, 'AWS does not know the credentials, or no longer: sign in again'],
  [{ name: 'UnrecognizedClientException' }, 'AWS does not know the credentials, or no longer: sign in again'],
  [{ code: 'ECONNREFUSED' }, 'cannot reach AWS, check the network and AWS_ENDPOINT_URL'],
  [{ code: 'ECONNRESET' }, 'cannot reach AWS, check the network and AWS_ENDPOINT_URL'],
  [{ code: 'ENOTFOUND' }, 'cannot reach AWS, check the network and AWS_ENDPOINT_URL'],
  [
    { name: 'AccessDeniedException' },
    `AWS does not allow it with these credentials, use a role that may read and write ${what}`,
  ],
  [
    { name: 'ResourceNotFoundException' },
    `AWS does not find ${what}, deploy the environment first, or sign in to its own account`,
  ],
  [
    { name: 'QueueDoesNotExist' },
    `AWS does not find ${what}, deploy the environment first, or sign in to its own account`,
  ],
  [
    { name: 'InvalidRequestException', $metadata: {} },
    `AWS answered InvalidRequestException about ${what}, try again, and look at it in the console`,
  ],
])('%j becomes a sentence', async (error, sentence) => {
  await expect(translateAwsError(failing(error), what)).rejects.toEqual(new UsageError(sentence));
});

test('any other error is ours', async () => {
  await expect(translateAwsError(failing({ name: 'InternalServiceError' }), what)).rejects.toThrow(
    'text of AWS',
  );
});

import { CloudControlClient } from '@aws-sdk/client-cloudcontrol';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

/** The services of one region that have to do with stacks and with what they leave. */
export interface RegionClients {
  readonly region: string;
  readonly cloudFormation: CloudFormationClient;
  readonly cloudControl: CloudControlClient;
  readonly database: DynamoDBClient;
  readonly buckets: S3Client;
  readonly secrets: SecretsManagerClient;
  readonly userPools: CognitoIdentityProviderClient;
}

/** Credentials and endpoint are found as by the AWS CLI. */
export function clientsOf(region: string): RegionClients {
  return {
    region,
    cloudFormation: new CloudFormationClient({ region }),
    cloudControl: new CloudControlClient({ region }),
    database: new DynamoDBClient({ region }),
    // A stand-in for AWS on this machine has no name for each bucket.
    buckets: new S3Client({ region, forcePathStyle: process.env['AWS_ENDPOINT_URL'] !== undefined }),
    secrets: new SecretsManagerClient({ region }),
    userPools: new CognitoIdentityProviderClient({ region }),
  };
}

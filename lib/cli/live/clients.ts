import { AccessAnalyzerClient } from '@aws-sdk/client-accessanalyzer';
import { BackupClient } from '@aws-sdk/client-backup';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { ConfigServiceClient } from '@aws-sdk/client-config-service';
import { EC2Client } from '@aws-sdk/client-ec2';
import { GuardDutyClient } from '@aws-sdk/client-guardduty';
import { IAMClient } from '@aws-sdk/client-iam';
import { Inspector2Client } from '@aws-sdk/client-inspector2';
import { KMSClient } from '@aws-sdk/client-kms';
import { Macie2Client } from '@aws-sdk/client-macie2';
import { Route53Client } from '@aws-sdk/client-route-53';
import { S3ControlClient } from '@aws-sdk/client-s3-control';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SecurityHubClient } from '@aws-sdk/client-securityhub';
import { SNSClient } from '@aws-sdk/client-sns';
import { STSClient } from '@aws-sdk/client-sts';

/** The services of one region that are looked at; nothing is sent to them that changes anything. */
export interface LiveClients {
  readonly analyzers: AccessAnalyzerClient;
  readonly backup: BackupClient;
  readonly cloudFormation: CloudFormationClient;
  readonly trails: CloudTrailClient;
  readonly alarms: CloudWatchClient;
  readonly config: ConfigServiceClient;
  readonly ec2: EC2Client;
  readonly guardDuty: GuardDutyClient;
  readonly iam: IAMClient;
  readonly inspector: Inspector2Client;
  readonly keys: KMSClient;
  readonly macie: Macie2Client;
  readonly zones: Route53Client;
  readonly buckets: S3ControlClient;
  readonly secrets: SecretsManagerClient;
  readonly securityHub: SecurityHubClient;
  readonly topics: SNSClient;
  readonly identity: STSClient;
}

/** Credentials and endpoint are found as by the AWS CLI. */
export function liveClientsOf(region: string): LiveClients {
  const place = { region };
  return {
    analyzers: new AccessAnalyzerClient(place),
    backup: new BackupClient(place),
    cloudFormation: new CloudFormationClient(place),
    trails: new CloudTrailClient(place),
    alarms: new CloudWatchClient(place),
    config: new ConfigServiceClient(place),
    ec2: new EC2Client(place),
    guardDuty: new GuardDutyClient(place),
    iam: new IAMClient(place),
    inspector: new Inspector2Client(place),
    keys: new KMSClient(place),
    macie: new Macie2Client(place),
    zones: new Route53Client(place),
    buckets: new S3ControlClient(place),
    secrets: new SecretsManagerClient(place),
    securityHub: new SecurityHubClient(place),
    topics: new SNSClient(place),
    identity: new STSClient(place),
  };
}

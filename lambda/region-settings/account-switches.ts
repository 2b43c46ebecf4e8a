import {
  type EC2Client,
  EnableEbsEncryptionByDefaultCommand,
  EnableSnapshotBlockPublicAccessCommand,
} from '@aws-sdk/client-ec2';
import { type IAMClient, UpdateAccountPasswordPolicyCommand } from '@aws-sdk/client-iam';
import { EnableCommand, type Inspector2Client, type ResourceScanType } from '@aws-sdk/client-inspector2';
import { PutPublicAccessBlockCommand, type S3ControlClient } from '@aws-sdk/client-s3-control';
import { CustomResourceError } from '../shared/custom-resource/custom-resource.ts';
import type { AccountSwitches } from './region-settings.ts';

/** The clients of the services that hold the switches. */
export interface Clients {
  readonly ec2: EC2Client;
  readonly iam: IAMClient;
  readonly s3Control: S3ControlClient;
  readonly inspector: Inspector2Client;
}

/** The switches of an account. Each call sets what it names, whatever was set before, so all can be made again. */
export function createAccountSwitches({ ec2, iam, s3Control, inspector }: Clients): AccountSwitches {
  return {
    protectVolumes: async () => {
      await ec2.send(new EnableEbsEncryptionByDefaultCommand({}));
      await ec2.send(new EnableSnapshotBlockPublicAccessCommand({ State: 'block-all-sharing' }));
    },
    blockPublicBuckets: async (AccountId) => {
      await s3Control.send(
        new PutPublicAccessBlockCommand({
          AccountId,
          PublicAccessBlockConfiguration: {
            BlockPublicAcls: true,
            BlockPublicPolicy: true,
            IgnorePublicAcls: true,
            RestrictPublicBuckets: true,
          },
        }),
      );
    },
    askForPasswords: async ({ leastLength, endsAfterDays, remembered }) => {
      await iam.send(
        new UpdateAccountPasswordPolicyCommand({
          MinimumPasswordLength: leastLength,
          MaxPasswordAge: endsAfterDays,
          PasswordReusePrevention: remembered,
          RequireLowercaseCharacters: true,
          RequireUppercaseCharacters: true,
          RequireNumbers: true,
          RequireSymbols: true,
          AllowUsersToChangePassword: true,
        }),
      );
    },
    inspect: async (kinds) => {
      const { failedAccounts: [failed] = [] } = await inspector.send(
        new EnableCommand({ resourceTypes: kinds as ResourceScanType[] }),
      );
      // It answers 200 where it has enabled nothing.
      if (failed) throw new CustomResourceError(`Amazon Inspector was not enabled: ${failed.errorCode}`);
    },
  };
}

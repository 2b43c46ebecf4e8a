import { BackupClient } from '@aws-sdk/client-backup';
import { EC2Client } from '@aws-sdk/client-ec2';
import { IAMClient } from '@aws-sdk/client-iam';
import { Inspector2Client } from '@aws-sdk/client-inspector2';
import { S3ControlClient } from '@aws-sdk/client-s3-control';
import { createCustomResource } from '../shared/custom-resource/custom-resource.ts';
import { createPutAnswer } from '../shared/custom-resource/put-answer.ts';
import { createAccountSwitches } from './account-switches.ts';
import { createBackupSettings, createDefaultGroups, createServiceLinkedRoles } from './aws.ts';
import { createRegionSettings } from './region-settings.ts';

const [ec2, iam] = [new EC2Client({}), new IAMClient({})];

/** Entry point of the function behind `Custom::RegionSettings`. */
export const handler = createCustomResource({
  subject: 'the settings of the region',
  apply: createRegionSettings({
    backups: createBackupSettings((region) => new BackupClient({ region })),
    defaultGroups: createDefaultGroups(ec2),
    roles: createServiceLinkedRoles(iam),
    switches: createAccountSwitches({
      ec2,
      iam,
      s3Control: new S3ControlClient({}),
      inspector: new Inspector2Client({}),
    }),
  }),
  answer: createPutAnswer(),
  log: (message, fields) => process.stdout.write(`${JSON.stringify({ message, ...fields })}\n`),
});

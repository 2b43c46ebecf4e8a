import { EC2Client } from '@aws-sdk/client-ec2';
import { IAMClient } from '@aws-sdk/client-iam';
import { createCustomResource } from '../shared/custom-resource/custom-resource.ts';
import { createPutAnswer } from '../shared/custom-resource/put-answer.ts';
import { createDefaultGroups, createServiceLinkedRoles } from './aws.ts';
import { createRegionSettings } from './region-settings.ts';

/** Entry point of the function behind `Custom::RegionSettings`. */
export const handler = createCustomResource({
  subject: 'the settings of the region',
  apply: createRegionSettings({
    defaultGroups: createDefaultGroups(new EC2Client({})),
    roles: createServiceLinkedRoles(new IAMClient({})),
  }),
  answer: createPutAnswer(),
  log: (message, fields) => process.stdout.write(`${JSON.stringify({ message, ...fields })}\n`),
});

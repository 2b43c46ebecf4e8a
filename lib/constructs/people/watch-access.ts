import { ArnFormat } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import rights from '../../aws/live-rights.json' with { type: 'json' };
import { edgeRegion } from '../../aws/regions.ts';
import { admittedRole, resourceName } from '../../contract/names.ts';
import { replayingEvents } from './order-access.ts';
import type { WorkPlace } from './work-place.ts';

/** Sends again what is stuck, reads the logs of functions, and says who sees a shop to which shoppers do not come. */
export function operating(place: WorkPlace): readonly PolicyStatement[] {
  const { storefront, stack } = place;
  const logs = `/aws/lambda/${resourceName(storefront, '*')}`;
  const lists = (['IPV4', 'IPV6'] as const).map((version) =>
    stack.formatArn({
      service: 'wafv2',
      region: edgeRegion,
      resource: 'global/ipset',
      resourceName: `${resourceName(storefront, admittedRole(version))}/*`,
    }),
  );
  return [
    ...replayingEvents(place),
    new PolicyStatement({ actions: ['wafv2:GetIPSet', 'wafv2:UpdateIPSet'], resources: lists }),
    new PolicyStatement({
      actions: ['logs:DescribeLogStreams', 'logs:FilterLogEvents', 'logs:GetLogEvents', 'logs:StartQuery'],
      resources: [
        stack.formatArn({
          service: 'logs',
          resource: 'log-group',
          resourceName: `${logs}:*`,
          arnFormat: ArnFormat.COLON_RESOURCE_NAME,
        }),
      ],
    }),
    // What is asked of a list or of a query that runs names no resource.
    new PolicyStatement({
      actions: ['logs:GetQueryResults', 'logs:StopQuery', 'wafv2:ListIPSets'],
      resources: ['*'],
    }),
  ];
}

/** Asks what `palisade verify --live` asks of backups and of Macie, which AWS's own policy for auditors leaves out. */
export function lookingLive({ stack }: WorkPlace): readonly PolicyStatement[] {
  const ofBackup = (resource: string) =>
    stack.formatArn({
      service: 'backup',
      region: '*',
      resource,
      resourceName: '*',
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
  return [
    new PolicyStatement({
      actions: rights.ofBackups,
      resources: ['backup-vault', 'restore-testing-plan'].map(ofBackup),
    }),
    // AWS limits neither of them to a resource.
    new PolicyStatement({ actions: rights.ofEverything, resources: ['*'] }),
  ];
}

import { Resolver } from 'node:dns/promises';
import { request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { CloudWatchClient, DescribeAlarmsCommand, paginateDescribeAlarms } from '@aws-sdk/client-cloudwatch';
import { ListResourceRecordSetsCommand, Route53Client } from '@aws-sdk/client-route-53';
import { edgeRegion } from '../../aws/regions.ts';
import { zoneIdOf } from '../dns/zone-id.ts';
import type { ShopEnvironment } from '../shop-environment.ts';
import type { SmokeAnswer, SmokePorts } from './smoke-checks.ts';

const timeout = 10_000;

/** AWS and the internet as the checks ask them; credentials and endpoint are found as by the AWS CLI. */
export function createSmokePorts(): SmokePorts {
  return {
    stackStatus,
    ringingAlarms: async (AlarmNamePrefix, region) => {
      const { MetricAlarms = [] } = await new CloudWatchClient({ region }).send(
        new DescribeAlarmsCommand({ AlarmNamePrefix, StateValue: 'ALARM', MaxRecords: 100 }),
      );
      return MetricAlarms.flatMap(({ AlarmName }) => AlarmName ?? []);
    },
    alarmCount: async (AlarmNamePrefix, region) => {
      let count = 0;
      const client = new CloudWatchClient({ region });
      for await (const { MetricAlarms = [] } of paginateDescribeAlarms({ client }, { AlarmNamePrefix })) {
        count += MetricAlarms.length;
      }
      return count;
    },
    serversOf: async (zone) => {
      try {
        return await new Resolver({ timeout: 3000, tries: 2 }).resolveNs(zone);
      } catch (error) {
        if (['ENOTFOUND', 'ENODATA'].includes((error as NodeJS.ErrnoException).code ?? '')) return [];
        throw error;
      }
    },
    serversOfZone,
    ask: (url, method) => ask(url, method),
  };
}

async function stackStatus(StackName: string, region: string): Promise<string | undefined> {
  try {
    const { Stacks: [stack] = [] } = await new CloudFormationClient({ region }).send(
      new DescribeStacksCommand({ StackName }),
    );
    return stack?.StackStatus;
  } catch (error) {
    // CloudFormation has no name of its own for the error of a stack that does not exist.
    const { name, message } = error as Error;
    if (name === 'ValidationError' && message.includes('does not exist')) return undefined;
    throw error;
  }
}

async function serversOfZone(zone: ShopEnvironment['zone']) {
  const client = new Route53Client({ region: edgeRegion });
  const HostedZoneId = await zoneIdOf(client, zone);
  if (HostedZoneId === undefined) return [];
  const { ResourceRecordSets = [] } = await client.send(
    new ListResourceRecordSetsCommand({
      HostedZoneId,
      StartRecordName: zone.name,
      StartRecordType: 'NS',
      MaxItems: 1,
    }),
  );
  return ResourceRecordSets.filter(({ Type }) => Type === 'NS').flatMap(({ ResourceRecords = [] }) =>
    ResourceRecords.flatMap(({ Value }) => Value ?? []),
  );
}

/** Follows no redirect: the first answer is what is looked at. */
function ask(url: string, method: 'GET' | 'POST'): Promise<SmokeAnswer> {
  const open = url.startsWith('https:') ? overHttps : overHttp;
  const headers = {
    'user-agent': 'palisade-smoke',
    ...(method === 'POST' && { 'content-type': 'application/json' }),
  };
  return new Promise((resolve, reject) => {
    const asked = open(url, { method, headers, timeout }, (answer) => {
      answer.resume();
      const told = Object.entries(answer.headers).map(([name, value]) => [name, String(value)] as const);
      resolve({ status: answer.statusCode ?? 0, headers: new Map(told) });
    });
    asked.on('timeout', () =>
      asked.destroy(Object.assign(new Error('no answer in time'), { code: 'ETIMEDOUT' })),
    );
    asked.on('error', reject);
    asked.end(method === 'POST' ? '{}' : undefined);
  });
}

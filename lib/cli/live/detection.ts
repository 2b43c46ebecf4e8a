import { paginateListAnalyzers } from '@aws-sdk/client-accessanalyzer';
import { GetTrailStatusCommand } from '@aws-sdk/client-cloudtrail';
import { DescribeConfigurationRecorderStatusCommand } from '@aws-sdk/client-config-service';
import { GetDetectorCommand } from '@aws-sdk/client-guardduty';
import { GetMacieSessionCommand } from '@aws-sdk/client-macie2';
import { DescribeHubCommand } from '@aws-sdk/client-securityhub';
import type { LiveObservation } from '../../evidence/live/live-file.ts';
import { type DeployedStack, ofResource } from './deployed-stack.ts';
import { absent, type Found, judged, look, type Place } from './look.ts';

/** How one service that watches a region is looked at. */
interface Watcher {
  readonly what: string;
  readonly source: string;
  readonly controls: readonly string[];
  /** The rest of the ARN after account, as far as it is known before the look. */
  readonly where: (id: string) => string;
  readonly ask: (id: string, place: Place) => Promise<Found>;
}

const watchers: Readonly<Record<string, Watcher>> = {
  'AWS::GuardDuty::Detector': {
    what: 'GuardDuty',
    source: 'guardduty:GetDetector',
    controls: ['DET-01'],
    where: (id) => `guardduty:detector/${id}`,
    ask: async (DetectorId, { clients }) => {
      const { Status = 'unknown' } = await clients.guardDuty.send(new GetDetectorCommand({ DetectorId }));
      return judged(Status, Status === 'ENABLED');
    },
  },
  'AWS::SecurityHub::Hub': {
    what: 'Security Hub',
    source: 'securityhub:DescribeHub',
    controls: ['DET-02'],
    where: () => 'securityhub:hub/default',
    ask: (_, { clients }) =>
      absent(/not subscribed|ResourceNotFound/, 'not enabled', async () => {
        const { SubscribedAt } = await clients.securityHub.send(new DescribeHubCommand({}));
        return judged(`enabled since ${SubscribedAt ?? 'an unknown time'}`, true);
      }),
  },
  'AWS::Config::ConfigurationRecorder': {
    what: 'Recorder of AWS Config',
    source: 'config:DescribeConfigurationRecorderStatus',
    controls: ['DET-03'],
    where: (id) => `config:configuration-recorder/${id}`,
    ask: recorder,
  },
  'AWS::Macie::Session': {
    what: 'Macie',
    source: 'macie2:GetMacieSession',
    controls: ['DET-04'],
    where: () => 'macie2:session',
    ask: (_, { clients }) =>
      // It says so by the error of a refusal.
      absent(/not enabled/, 'not enabled', async () => {
        const { status = 'unknown' } = await clients.macie.send(new GetMacieSessionCommand({}));
        return judged(status, status === 'ENABLED');
      }),
  },
  'AWS::AccessAnalyzer::Analyzer': {
    what: 'Access analyzer',
    source: 'access-analyzer:ListAnalyzers',
    controls: ['DET-05'],
    where: (id) => `access-analyzer:analyzer/${id.replace(/^.*\//, '')}`,
    ask: analyzer,
  },
  'AWS::CloudTrail::Trail': {
    what: 'Trail',
    source: 'cloudtrail:GetTrailStatus',
    controls: ['LOG-01'],
    where: (id) => `cloudtrail:trail/${id}`,
    ask: (Name, { clients }) =>
      absent(/TrailNotFound/, 'does not exist', async () => trailFound(Name, clients)),
  },
};

/** Looks whether the services that the template of an account switches on are on. */
export function lookAtDetection(stack: DeployedStack): readonly Promise<LiveObservation>[] {
  const { template, place, ids } = stack;
  const { account, region } = place;
  return Object.entries(watchers).flatMap(([type, { what, source, controls, where, ask }]) =>
    template.ofType(type).map((resource) => {
      const [service = '', rest = ''] = where(ids?.get(resource.logicalId) ?? resource.logicalId).split(
        /:(.*)/,
      );
      const subject = {
        about: 'detection' as const,
        what: `${what} in ${region}`,
        where: `arn:aws:${service}:${region}:${account}:${rest}`,
        source,
        controls,
      };
      return look(
        place,
        subject,
        ofResource(stack, resource, (id) => ask(id, place)),
      );
    }),
  );
}

async function recorder(id: string, { clients }: Place): Promise<Found> {
  const { ConfigurationRecordersStatus: [status] = [] } = await clients.config.send(
    new DescribeConfigurationRecorderStatusCommand({ ConfigurationRecorderNames: [id] }),
  );
  if (!status) return judged('does not exist', false);
  const { recording = false, lastStatus = 'of an unknown status' } = status;
  return judged(
    `${recording ? 'records' : 'does not record'}, last delivery ${lastStatus}`,
    recording && !/^FAILURE/i.test(lastStatus),
  );
}

async function analyzer(id: string, { clients }: Place): Promise<Found> {
  for await (const { analyzers = [] } of paginateListAnalyzers({ client: clients.analyzers }, {})) {
    const found = analyzers.find(({ arn, name }) => arn === id || name === id);
    if (found) return judged(String(found.status), found.status === 'ACTIVE');
  }
  return judged('does not exist', false);
}

/** A trail that logs and cannot deliver keeps nothing. */
export async function trailFound(Name: string, clients: Place['clients']): Promise<Found> {
  const {
    IsLogging = false,
    LatestDeliveryTime,
    LatestDeliveryError,
  } = await clients.trails.send(new GetTrailStatusCommand({ Name }));
  const delivered = LatestDeliveryTime
    ? `last delivered ${LatestDeliveryTime.toISOString()}`
    : 'nothing delivered';
  const value = [IsLogging ? 'logs' : 'does not log', delivered, LatestDeliveryError]
    .filter(Boolean)
    .join(', ');
  return judged(value, IsLogging && !LatestDeliveryError);
}

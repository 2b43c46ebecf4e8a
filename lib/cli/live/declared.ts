import { DescribeVpcsCommand } from '@aws-sdk/client-ec2';
import { GetDetectorCommand } from '@aws-sdk/client-guardduty';
import { DescribeKeyCommand } from '@aws-sdk/client-kms';
import { GetHostedZoneCommand } from '@aws-sdk/client-route-53';
import { DescribeHubCommand } from '@aws-sdk/client-securityhub';
import { GetTopicAttributesCommand } from '@aws-sdk/client-sns';
import { alertTopicName, alertWays } from '../../contract/account-names.ts';
import type { Contract } from '../../contract/schema.ts';
import type { LiveObservation } from '../../evidence/live/live-file.ts';
import { groupBy } from '../../group-by.ts';
import type { LiveClients } from './clients.ts';
import { trailFound } from './detection.ts';
import { absent, type Found, judged, look, type Place, unknown } from './look.ts';

/** A control that somebody else's resource fulfils, as a contract declares it. */
interface Declared {
  readonly controls: readonly string[];
  readonly owner: string;
  readonly arn: string;
}

/** Where a resource is looked for by the region in its ARN. */
export type PlaceIn = (region: string) => Place;

/** Looks whether what contracts declare of somebody else exists; whether it does what it is declared for is its owner's to show. */
export function lookAtDeclared(
  contracts: readonly Contract[],
  placeIn: PlaceIn,
  regions: readonly string[],
): readonly Promise<LiveObservation>[] {
  const all = contracts.flatMap(declaredIn).flatMap((each) => spelledOut(each, regions));
  return [...groupBy(all, ({ arn }) => arn)].map(([arn, same]) => lookAtOne(arn, same, placeIn));
}

function declaredIn(contract: Contract): readonly Declared[] {
  const named = contract.declared.map(({ control, owner, arn }) => ({ controls: [control], owner, arn }));
  if (contract.kind === 'storefront') return named;
  const services = Object.values(contract.detection).flatMap((state) =>
    state.state === 'declared' ? [{ controls: [], owner: state.owner, arn: state.arn }] : [],
  );
  return [...named, ...services];
}

/** The topics of the account are declared by a pattern: they have the same names in each region. */
function spelledOut(declared: Declared, regions: readonly string[]): readonly Declared[] {
  const [, , service, region, account] = declared.arn.split(':');
  if (service !== 'sns' || region !== '*') return [declared];
  return regions.flatMap((each) =>
    alertWays.map((way) => ({ ...declared, arn: `arn:aws:sns:${each}:${account}:${alertTopicName(way)}` })),
  );
}

function lookAtOne(arn: string, same: readonly Declared[], placeIn: PlaceIn): Promise<LiveObservation> {
  const [, , service = '', region = '', , ...rest] = arn.split(':');
  const place = placeIn(region);
  const name = rest.join(':');
  const { action, ask } = lookups[service] ?? {};
  const owners = [...new Set(same.map(({ owner }) => owner))].join(', ');
  const subject = {
    about: 'declared' as const,
    what: `What ${owners} answers for: ${name}`,
    where: arn,
    source: action ?? 'none',
    controls: [...new Set(same.flatMap(({ controls }) => controls))],
  };
  return look(place, subject, async () =>
    ask ? ask({ arn, name }, place.clients) : unknown(`nothing looks at resources of ${service}`),
  );
}

interface Lookup {
  readonly action: string;
  readonly ask: (
    named: { readonly arn: string; readonly name: string },
    clients: LiveClients,
  ) => Promise<Found>;
}

const gone = /NotFound|NoSuch|does not exist|not subscribed|BadRequest/;
const exists = judged('exists', true);

/** By service: the call that tells whether a resource of it exists. */
const lookups: Readonly<Record<string, Lookup>> = {
  cloudtrail: {
    action: 'cloudtrail:GetTrailStatus',
    ask: ({ arn }, clients) => absent(gone, 'does not exist', () => trailFound(arn, clients)),
  },
  ec2: {
    action: 'ec2:DescribeVpcs',
    ask: ({ name }, clients) =>
      found(() => clients.ec2.send(new DescribeVpcsCommand({ VpcIds: [lastPart(name)] }))),
  },
  guardduty: {
    action: 'guardduty:GetDetector',
    ask: ({ name }, clients) =>
      found(() => clients.guardDuty.send(new GetDetectorCommand({ DetectorId: lastPart(name) }))),
  },
  kms: {
    action: 'kms:DescribeKey',
    ask: ({ arn }, clients) =>
      absent(gone, 'does not exist', async () => {
        const { KeyMetadata } = await clients.keys.send(new DescribeKeyCommand({ KeyId: arn }));
        return judged(String(KeyMetadata?.KeyState), KeyMetadata?.KeyState === 'Enabled');
      }),
  },
  route53: {
    action: 'route53:GetHostedZone',
    ask: ({ name }, clients) =>
      found(() => clients.zones.send(new GetHostedZoneCommand({ Id: lastPart(name) }))),
  },
  securityhub: {
    action: 'securityhub:DescribeHub',
    ask: ({ arn }, clients) => found(() => clients.securityHub.send(new DescribeHubCommand({ HubArn: arn }))),
  },
  sns: {
    action: 'sns:GetTopicAttributes',
    ask: ({ arn }, clients) =>
      found(() => clients.topics.send(new GetTopicAttributesCommand({ TopicArn: arn }))),
  },
};

function found(ask: () => Promise<unknown>): Promise<Found> {
  return absent(gone, 'does not exist', async () => {
    await ask();
    return exists;
  });
}

function lastPart(name: string): string {
  return name.replace(/^.*\//, '');
}

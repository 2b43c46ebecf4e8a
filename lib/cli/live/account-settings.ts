import {
  GetEbsEncryptionByDefaultCommand,
  GetSnapshotBlockPublicAccessStateCommand,
} from '@aws-sdk/client-ec2';
import { GetAccountPasswordPolicyCommand, type PasswordPolicy } from '@aws-sdk/client-iam';
import { BatchGetAccountStatusCommand } from '@aws-sdk/client-inspector2';
import { GetPublicAccessBlockCommand } from '@aws-sdk/client-s3-control';
import type { Resource, Value } from '../../cloudformation/model/types.ts';
import { regionSettingsType } from '../../contract/region-settings.ts';
import type { LiveObservation } from '../../evidence/live/live-file.ts';
import type { DeployedStack } from './deployed-stack.ts';
import { absent, type Found, judged, look, type Place, unknown } from './look.ts';

/** Looks at the settings of the account and its region that the template has a function of the kit make. */
export function lookAtAccountSettings({
  template,
  place,
}: DeployedStack): readonly Promise<LiveObservation>[] {
  return template.ofType(regionSettingsType).flatMap((settings) => lookAtSettings(settings, place));
}

function lookAtSettings(settings: Resource, place: Place): readonly Promise<LiveObservation>[] {
  const { account, region } = place;
  const ask = (
    [what, source, control]: readonly [what: string, source: string, control: string],
    found: () => Promise<Found>,
  ) => look(place, { about: 'account', what, where: rootOf(place), source, controls: [control] }, found);
  const property = (name: string) => settings.property(name);
  const kinds = property('InspectedKinds').items();
  return [
    ...(property('PasswordPolicy').isAbsent
      ? []
      : [
          ask(['Password policy', 'iam:GetAccountPasswordPolicy', 'IAM-04'], () =>
            passwords(property('PasswordPolicy'), place),
          ),
        ]),
    ...(property('BlockPublicBucketsOf').isAbsent
      ? []
      : [
          ask([`Public buckets of ${account}`, 's3:GetAccountPublicAccessBlock', 'DATA-01'], () =>
            publicBuckets(place),
          ),
        ]),
    ...(property('ProtectVolumes').literal === true
      ? [
          ask([`New volumes in ${region}`, 'ec2:GetEbsEncryptionByDefault', 'DATA-02'], () => volumes(place)),
          ask([`Public snapshots in ${region}`, 'ec2:GetSnapshotBlockPublicAccessState', 'DATA-01'], () =>
            snapshots(place),
          ),
        ]
      : []),
    ...kinds.map((kind) =>
      ask([`Inspector for ${kind} in ${region}`, 'inspector2:BatchGetAccountStatus', 'DET-04'], () =>
        inspector(String(kind.literal), place),
      ),
    ),
  ];
}

/** An account has no ARN but that of its root. */
export function rootOf({ account }: Pick<Place, 'account'>): string {
  return `arn:aws:iam::${account}:root`;
}

function passwords(wanted: Value, { clients }: Place): Promise<Found> {
  return absent(/NoSuchEntity/, 'there is none', async () => {
    const { PasswordPolicy: found } = await clients.iam.send(new GetAccountPasswordPolicyCommand({}));
    return found ? passwordsFound(found, wanted) : unknown('AWS tells nothing of it');
  });
}

function passwordsFound(found: PasswordPolicy, wanted: Value): Found {
  const number = (name: string) => wanted.at(name).literal;
  const [least, most, kept] = ['LeastLength', 'EndsAfterDays', 'Remembered'].map(number);
  const { MinimumPasswordLength = 0, MaxPasswordAge, PasswordReusePrevention = 0 } = found;
  const classes = {
    'lower case': found.RequireLowercaseCharacters,
    'upper case': found.RequireUppercaseCharacters,
    digits: found.RequireNumbers,
    symbols: found.RequireSymbols,
  };
  const asked = Object.entries(classes).flatMap(([name, isAsked]) => (isAsked ? [name] : []));
  const value = `at least ${MinimumPasswordLength} characters with ${asked.join(', ') || 'nothing else'}, ends after ${MaxPasswordAge ?? 'no'} days, ${PasswordReusePrevention} remembered`;
  if (typeof least !== 'number' || typeof most !== 'number' || typeof kept !== 'number') {
    return unknown(`${value}; the template leaves open what is asked for`);
  }
  const isStrict =
    MinimumPasswordLength >= least &&
    MaxPasswordAge !== undefined &&
    MaxPasswordAge <= most &&
    PasswordReusePrevention >= kept &&
    asked.length === Object.keys(classes).length;
  return judged(value, isStrict);
}

function publicBuckets({ account, clients }: Place): Promise<Found> {
  return absent(/NoSuchPublicAccessBlock/, 'nothing blocks them', async () => {
    const { PublicAccessBlockConfiguration: found } = await clients.buckets.send(
      new GetPublicAccessBlockCommand({ AccountId: account }),
    );
    const blocks = [
      'BlockPublicAcls',
      'IgnorePublicAcls',
      'BlockPublicPolicy',
      'RestrictPublicBuckets',
    ] as const;
    const open = blocks.filter((block) => found?.[block] !== true);
    return judged(
      open.length === 0 ? 'blocked in every way' : `not blocked by ${open.join(', ')}`,
      open.length === 0,
    );
  });
}

async function volumes({ clients }: Place): Promise<Found> {
  const { EbsEncryptionByDefault } = await clients.ec2.send(new GetEbsEncryptionByDefaultCommand({}));
  if (EbsEncryptionByDefault === undefined) return unknown('AWS does not tell it');
  return judged(
    EbsEncryptionByDefault ? 'encrypted by default' : 'not encrypted by default',
    EbsEncryptionByDefault,
  );
}

async function snapshots({ clients }: Place): Promise<Found> {
  const { State } = await clients.ec2.send(new GetSnapshotBlockPublicAccessStateCommand({}));
  if (State === undefined) return unknown('AWS does not tell it');
  return judged(State, State === 'block-all-sharing');
}

async function inspector(kind: string, { account, clients }: Place): Promise<Found> {
  const { accounts: [found] = [] } = await clients.inspector.send(
    new BatchGetAccountStatusCommand({ accountIds: [account] }),
  );
  const states: Readonly<Record<string, { readonly status?: string | undefined } | undefined>> = {
    LAMBDA: found?.resourceState?.lambda,
    EC2: found?.resourceState?.ec2,
    ECR: found?.resourceState?.ecr,
  };
  const status = states[kind]?.status;
  return status === undefined ? unknown('AWS does not tell it') : judged(status, status === 'ENABLED');
}

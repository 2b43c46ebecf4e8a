import { randomUUID } from 'node:crypto';
import { expect } from '@jest/globals';
import { account, type Emulator, region as homeRegion } from '../../../support/emulator.ts';
import type { AccountUsers } from './account-users.ts';
import { heard } from './alerts.ts';
import { type Call, callsOf } from './calls.ts';

/** What sets an alert off. */
export interface Firing {
  /** What happens, as the table says it. */
  readonly source: string;
  /** Whether a service of the emulator tells of it by itself, or the test puts what AWS would tell. */
  readonly how: 'emitted' | 'injected';
  /** Lets it happen in a region. */
  readonly act: (where: string) => unknown;
}

export type SignIn = 'sign-in-without-mfa' | 'sign-in-failures';

/** What differs between an account with a trail of its own and one whose trail is another one's. */
export interface TrailFirings {
  readonly emulator: Emulator;
  readonly users: AccountUsers;
  /** The name of the trail. */
  readonly trail: string;
  /** Puts a recorded sign-in, several times, where the alarms hear it. */
  readonly signIn: (name: SignIn, count: number, where: string) => unknown;
}

const denial = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }],
});

/** What sets off each alarm from the trail, by their names: the fifteen of the CIS benchmark, and the one of the break-glass role. */
export function trailFirings({
  emulator,
  users,
  trail,
  signIn,
}: TrailFirings): Readonly<Record<string, Firing>> {
  const { acting, refused } = users;
  const inNetwork = (where: string, operation: string, more: object = {}): void => {
    const [made] = acting(ec2(where, 'describe_vpcs'));
    acting(ec2(where, operation, { VpcId: made.Vpcs[0].VpcId, ...more }));
  };
  return {
    'unauthorized-calls': {
      source: '20 calls of a user without rights',
      how: 'emitted',
      act: async (where) => {
        refused(19, where);
        expect(await heard(emulator, where)).toEqual([]);
        refused(1, where);
      },
    },
    'sign-in-without-mfa': {
      source: 'a sign-in of a user',
      how: 'injected',
      act: (where) => signIn('sign-in-without-mfa', 1, where),
    },
    'root-use': {
      source: 'a call of the root user',
      how: 'emitted',
      act: (where) => callsOf(emulator, [{ service: 'iam', operation: 'list_users', region: where }]),
    },
    'iam-changes': {
      source: 'a policy for a user',
      how: 'emitted',
      act: (where) =>
        acting({
          service: 'iam',
          operation: 'put_user_policy',
          region: where,
          parameters: { UserName: 'stranger', PolicyName: 'nothing', PolicyDocument: denial },
        }),
    },
    'break-glass': {
      source: 'a break-glass role that is taken on',
      how: 'emitted',
      act: (where) => {
        const trust = { Effect: 'Allow', Principal: { AWS: account }, Action: 'sts:AssumeRole' };
        const [{ Role }] = acting({
          service: 'iam',
          operation: 'create_role',
          region: where,
          parameters: {
            RoleName: `boutique-${randomUUID()}-break-glass`,
            AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [trust] }),
          },
        });
        acting({
          service: 'sts',
          operation: 'assume_role',
          region: where,
          parameters: { RoleArn: Role.Arn, RoleSessionName: 'jane' },
        });
      },
    },
    'trail-changes': {
      source: 'a trail that is started',
      how: 'emitted',
      act: () =>
        acting({
          service: 'cloudtrail',
          region: homeRegion,
          operation: 'start_logging',
          parameters: { Name: trail },
        }),
    },
    'sign-in-failures': {
      source: '5 sign-ins that failed',
      how: 'injected',
      act: (where) => signIn('sign-in-failures', 5, where),
    },
    'key-deletion': {
      source: 'a key that is disabled',
      how: 'emitted',
      act: (where) => {
        const [{ KeyMetadata }] = acting({ service: 'kms', operation: 'create_key', region: where });
        acting({
          service: 'kms',
          operation: 'disable_key',
          region: where,
          parameters: { KeyId: KeyMetadata.KeyId },
        });
      },
    },
    'bucket-policy-changes': {
      source: 'rules for other origins at a bucket',
      how: 'emitted',
      act: () => {
        const rule = { AllowedMethods: ['GET'], AllowedOrigins: ['https://elsewhere.example'] };
        const Bucket = `palisade-account-evidence-${account}-${homeRegion}`;
        acting({
          service: 's3',
          operation: 'put_bucket_cors',
          parameters: { Bucket, CORSConfiguration: { CORSRules: [rule] } },
        });
      },
    },
    'config-changes': {
      source: 'a recorder that is stopped',
      how: 'emitted',
      act: (where) =>
        acting({
          service: 'config',
          region: where,
          operation: 'stop_configuration_recorder',
          parameters: { ConfigurationRecorderName: 'palisade-account-recorder' },
        }),
    },
    'security-group-changes': {
      source: 'a new security group',
      how: 'emitted',
      act: (where) => inNetwork(where, 'create_security_group', { GroupName: 'new', Description: 'new' }),
    },
    'network-acl-changes': {
      source: 'a new network ACL',
      how: 'emitted',
      act: (where) => inNetwork(where, 'create_network_acl'),
    },
    'gateway-changes': {
      source: 'a new internet gateway',
      how: 'emitted',
      act: (where) => acting(ec2(where, 'create_internet_gateway')),
    },
    'route-changes': {
      source: 'a new route table',
      how: 'emitted',
      act: (where) => inNetwork(where, 'create_route_table'),
    },
    'network-changes': {
      source: 'a new VPC',
      how: 'emitted',
      act: (where) => acting(ec2(where, 'create_vpc', { CidrBlock: '10.9.0.0/16' })),
    },
    'organization-changes': {
      source: 'a new unit of the organization',
      how: 'emitted',
      act: (where) => {
        const organizations = (operation: string, parameters: object = {}): Call => ({
          service: 'organizations',
          operation,
          region: where,
          parameters,
        });
        const [{ Roots }] = acting(organizations('list_roots'));
        acting(organizations('create_organizational_unit', { ParentId: Roots[0].Id, Name: 'shops' }));
      },
    },
  };
}

function ec2(region: string, operation: string, parameters: object = {}): Call {
  return { service: 'ec2', operation, region, parameters };
}

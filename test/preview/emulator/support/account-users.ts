import { expect } from '@jest/globals';
import type { Emulator } from '../../../support/emulator.ts';
import { type Call, type Caller, callsOf } from './calls.ts';

/** Two users of an account: the root user's calls would be alerts of their own. */
export interface AccountUsers {
  /** Makes calls as an administrator; gives the answers. */
  readonly acting: (...calls: readonly Call[]) => readonly NonNullable<Answer>[];
  /** Makes a call as a user without rights, several times. */
  readonly refused: (count: number, region: string) => void;
}

type Answer = ReturnType<typeof callsOf>[number]['answer'];

/** Makes the users `administrator` and `stranger`. */
export function accountUsers(emulator: Emulator): AccountUsers {
  const [administrator, stranger] = ['administrator', 'stranger'].map((name) => userOf(emulator, name));
  const mayAll = {
    UserName: 'administrator',
    PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess',
  };
  callsOf(emulator, [{ service: 'iam', operation: 'attach_user_policy', parameters: mayAll }]);
  return {
    acting: (...calls) => {
      const found = callsOf(
        emulator,
        calls.map((call) => ({ ...(administrator && { as: administrator }), ...call })),
      );
      expect(found.filter(({ code }) => code !== undefined)).toEqual([]);
      return found.map(({ answer }) => answer);
    },
    refused: (count, region) => {
      const call = { service: 's3', operation: 'list_buckets', region, ...(stranger && { as: stranger }) };
      const found = callsOf(
        emulator,
        Array.from({ length: count }, () => call),
      );
      expect(found.map(({ code }) => code)).toEqual(Array(count).fill('AccessDenied'));
    },
  };
}

function userOf(emulator: Emulator, UserName: string): Caller {
  const [, made] = callsOf(emulator, [
    { service: 'iam', operation: 'create_user', parameters: { UserName } },
    { service: 'iam', operation: 'create_access_key', parameters: { UserName } },
  ]);
  const { AccessKeyId: key, SecretAccessKey: secret } = made?.answer.AccessKey ?? {};
  return { key, secret };
}

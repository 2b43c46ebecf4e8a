import {
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateUserCommand,
  IAMClient,
} from '@aws-sdk/client-iam';
import { AssumeRoleCommand, type Credentials, GetSessionTokenCommand, STSClient } from '@aws-sdk/client-sts';
import { type Work, works } from '../../../lib/contract/works.ts';
import { account, type Emulator, region } from '../../support/emulator.ts';

/** How somebody has proven who they are. */
interface Proof {
  readonly withSecondFactor: boolean;
}

/** An IAM user who takes roles on. */
export interface Person {
  /** Gives the credentials of a role. Throws where its trust policy refuses. */
  readonly takeOn: (work: Work, proof: Proof) => Promise<Credentials>;
  /** Has this process call AWS with a role, as a person's shell does. */
  readonly actAs: (work: Work) => Promise<void>;
}

/** Makes a user who may ask for any role. */
export async function personIn({ clientConfig, endpoint }: Emulator, UserName: string): Promise<Person> {
  const iam = new IAMClient(clientConfig);
  await iam.send(new CreateUserCommand({ UserName }));
  const PolicyArn = 'arn:aws:iam::aws:policy/AdministratorAccess';
  await iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  const key = {
    accessKeyId: AccessKey?.AccessKeyId ?? '',
    secretAccessKey: AccessKey?.SecretAccessKey ?? '',
  };
  const taken = new Map<Work, Credentials>();

  const takeOn = async (work: Work, { withSecondFactor }: Proof): Promise<Credentials> => {
    const sts = new STSClient({ ...clientConfig, credentials: await proven(key, withSecondFactor) });
    const RoleArn = `arn:aws:iam::${account}:role/boutique-prod-${works[work].role}`;
    const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: UserName }));
    if (!Credentials) throw new Error('STS gave no credentials');
    return Credentials;
  };
  const proven = async (credentials: typeof key, withSecondFactor: boolean) => {
    if (!withSecondFactor) return credentials;
    const sts = new STSClient({ ...clientConfig, credentials });
    const SerialNumber = `arn:aws:iam::${account}:mfa/${UserName}`;
    const { Credentials: session } = await sts.send(
      new GetSessionTokenCommand({ SerialNumber, TokenCode: '123456' }),
    );
    return credentialsOf(session);
  };
  return {
    takeOn,
    actAs: async (work) => {
      const credentials = taken.get(work) ?? (await takeOn(work, { withSecondFactor: true }));
      taken.set(work, credentials);
      Object.assign(process.env, {
        AWS_ENDPOINT_URL: endpoint,
        AWS_REGION: region,
        AWS_MAX_ATTEMPTS: '1',
        AWS_ACCESS_KEY_ID: credentials.AccessKeyId,
        AWS_SECRET_ACCESS_KEY: credentials.SecretAccessKey,
        AWS_SESSION_TOKEN: credentials.SessionToken,
      });
    },
  };
}

function credentialsOf(session: Credentials | undefined) {
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = session ?? {};
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
}

import { loadConfig } from '../../lib/config/load.ts';
import { type DeployedResource, deployedResources } from '../../lib/preview/deployed-resources.ts';
import { emulatorSettings } from '../../lib/preview/emulator/settings.ts';
import { startEmulator as start } from '../../lib/preview/emulator/start.ts';

/** The account and region of the boutique's production, which is what tests deploy. */
export const account = '111111111111';
export const region = 'eu-west-1';

/** The regions of the boutique: its own, the edge's, and that of the copies. */
export const regions = [region, 'us-east-1', 'eu-central-1'] as const;

/** A call of a service, or a step of CloudFormation with a resource, as the emulator's journal has it. */
interface JournalEntry {
  readonly number: number;
  readonly service: string;
  readonly operation: string;
  readonly by: 'client' | 'cloudformation';
  readonly region?: string;
  readonly account?: string;
  readonly principal?: string;
  readonly stack?: string;
  readonly logicalId?: string;
  readonly physicalId?: string;
  /** The name of a secret that is rotated. */
  readonly secret?: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly status?: number;
  readonly error?: string;
}

/** Which resource fails at its next creation, change or deletion; what is left out fits every resource. */
interface PlannedFailure {
  readonly step?: 'create' | 'update' | 'delete';
  readonly stack?: string;
  readonly logicalId?: string;
  readonly type?: string;
}

/** AWS on this machine for one test file; `stop` it after all tests. */
export interface Emulator {
  readonly endpoint: string;
  readonly endpoints: Readonly<Record<string, string>>;
  /** What a client of the AWS SDK is made with, in the shop's region. */
  readonly clientConfig: ClientConfig;
  /** What a client of another region is made with. */
  readonly clientConfigIn: (clientRegion: string) => ClientConfig;
  /** Variables by which a command finds it. */
  readonly variables: Readonly<Record<string, string>>;
  readonly journal: (after?: number) => Promise<readonly JournalEntry[]>;
  readonly resources: (stack?: string) => Promise<readonly DeployedResource[]>;
  readonly recorded: () => Promise<readonly Recorded[]>;
  /** Asks one of the emulator's own endpoints. */
  readonly ask: <Answer>(path: string, body?: unknown) => Promise<Answer>;
  readonly failOnce: (failure: PlannedFailure) => Promise<void>;
  readonly reset: () => Promise<void>;
  /** Keeps all that there is under a name. */
  readonly keep: (name: string) => Promise<void>;
  /** Makes everything as it was when it was kept. */
  readonly restore: (name: string) => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** A resource without a service. */
interface Recorded {
  readonly stack: string;
  readonly type: string;
  readonly logical_id: string;
  readonly properties: Readonly<Record<string, unknown>>;
  /** Attributes that the emulator gives, and that the type's schema does not have. */
  readonly unknown_attributes: readonly string[];
}

interface ClientConfig {
  readonly region: string;
  readonly endpoint: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly maxAttempts: number;
}

const credentials = { accessKeyId: account, secretAccessKey: 'test' };

/** Starts it on free ports, with what the boutique's file says exists, and with what stands in for hosts of the internet. */
export async function startEmulator(hosts: Readonly<Record<string, string>> = {}): Promise<Emulator> {
  const config = loadConfig('examples/boutique/storefront.yaml');
  const running = await start({
    settings: { ...emulatorSettings(config, 0), hosts },
    tell: (text) => process.stderr.write(text),
  });
  const clientConfigIn = (clientRegion: string): ClientConfig => ({
    region: clientRegion,
    endpoint: running.endpoint,
    credentials,
    // A failure is what a test is about: it must not be tried again behind its back.
    maxAttempts: 1,
  });
  const ask = async <Answer>(path: string, body?: unknown): Promise<Answer> => {
    const request = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    const answer = await fetch(`${running.endpoint}/_palisade/${path}`, request);
    const text = await answer.text();
    if (!answer.ok) throw new Error(`the emulator answers ${answer.status} to ${path}: ${text}`);
    return JSON.parse(text);
  };
  return {
    endpoint: running.endpoint,
    endpoints: running.endpoints,
    clientConfig: clientConfigIn(region),
    clientConfigIn,
    variables: {
      AWS_ENDPOINT_URL: running.endpoint,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      AWS_REGION: 'us-east-1',
    },
    journal: (after = 0) => ask(`journal?after=${after}`),
    resources: (stack) => deployedResources(running.endpoint, stack),
    recorded: () => ask('recorded'),
    ask,
    failOnce: async (failure) => {
      await ask('failures', failure);
    },
    reset: async () => {
      await ask('reset', {});
    },
    keep: async (name) => {
      await ask('snapshots', { name });
    },
    restore: async (name) => {
      await ask('restore', { name });
    },
    stop: running.stop,
  };
}

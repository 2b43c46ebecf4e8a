import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import type { Emulator } from '../../support/emulator.ts';

/** One instance of a function as it is deployed: its bundle, in a process of its own. */
export interface DeployedFunction {
  /** Invokes it, once it is done with what it was given before. Throws where the function throws. */
  readonly invoke: <Answer>(event: unknown) => Promise<Answer>;
  /** All that it has written until now, to its log and elsewhere. */
  readonly lines: readonly string[];
  readonly stop: () => Promise<void>;
}

/** What is not as in AWS. */
export interface Surroundings {
  readonly emulator: Emulator;
  /** Where gateways are, by their host; the function finds no other host. */
  readonly gateways?: Readonly<Record<string, string>>;
  /** The settings of the function. */
  readonly variables: Readonly<Record<string, string>>;
}

/** Starts an instance of the function with this name; it ends with this process at the latest. */
export function startFunction(
  name: string,
  { emulator, gateways = {}, variables }: Surroundings,
): DeployedFunction {
  const { region, credentials } = emulator.clientConfig;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: 'pipe',
    env: {
      PATH: process.env['PATH'],
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      AWS_ENDPOINT_URL: emulator.endpoint,
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      AWS_LAMBDA_FUNCTION_NAME: name,
      HOSTS_OF_GATEWAYS: JSON.stringify(gateways),
      BUNDLE: pathToFileURL(resolve('dist', 'lambda', name, 'index.mjs')).href,
      ...variables,
    },
  });
  return invoked(child);
}

const answerMark = 'ANSWER ';

// What the function writes itself stays on standard output beside its answers, so that all of it came before them.
const program = `
  import { createInterface } from 'node:readline';
  const hosts = new Map(Object.entries(JSON.parse(process.env.HOSTS_OF_GATEWAYS)));
  const real = fetch;
  globalThis.fetch = async (address, init) => {
    const { host, pathname, search } = new URL(address);
    if (!hosts.has(host)) throw new Error('nothing is reached beyond the loopback interface');
    const headers = { ...init.headers, 'x-forwarded-host': host };
    return real(hosts.get(host) + pathname + search, { ...init, headers });
  };
  const { handler } = await import(process.env.BUNDLE);
  let count = 0;
  for await (const line of createInterface({ input: process.stdin })) {
    count += 1;
    const context = { awsRequestId: 'request-' + count };
    const told = await Promise.resolve(handler(JSON.parse(line), context)).then(
      (answer) => ({ answer }),
      (error) => ({ error: String(error?.stack ?? error) }),
    );
    process.stdout.write('${answerMark}' + JSON.stringify(told) + '\\n');
  }
  process.exit();
`;

type Told = { readonly answer?: unknown; readonly error?: string };

function invoked(child: ChildProcessWithoutNullStreams): DeployedFunction {
  const lines: string[] = [];
  const waiting: ((told: Told) => void)[] = [];
  const ended = once(child, 'close').then(
    (): Told => ({ error: `the function has ended: ${lines.slice(-5).join('\n')}` }),
  );
  for (const input of [child.stdout, child.stderr]) {
    createInterface({ input }).on('line', (line) => {
      if (line.startsWith(answerMark)) waiting.shift()?.(JSON.parse(line.slice(answerMark.length)));
      else lines.push(line);
    });
  }
  // Nobody reads what is written to a function that has ended; that it has is told to whoever waits.
  child.stdin.on('error', () => undefined);
  return {
    lines,
    invoke: async (event) => {
      child.stdin.write(`${JSON.stringify(event)}\n`);
      const { answer, error } = await Promise.race([new Promise<Told>((tell) => waiting.push(tell)), ended]);
      if (error !== undefined) throw new Error(error);
      return answer as never;
    },
    stop: async () => {
      child.stdin.end();
      await ended;
    },
  };
}

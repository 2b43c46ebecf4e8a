import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseOptions } from '../../cli/options.ts';
import { type ExitCode, UsageError } from '../../cli/output.ts';
import { loadAccount } from '../../config/account/account-config.ts';
import { ConfigError } from '../../config/config-error.ts';
import { loadConfig } from '../../config/load.ts';
import { storefrontFile } from '../../config/storefront-file.ts';
import { PreviewError } from '../preview-error.ts';
import { accountDeployment, type Deployment, deployToEmulator, environmentDeployment } from './deploy.ts';
import { installEmulator } from './install.ts';
import { emulatorSettings } from './settings.ts';
import { type RunningEmulator, startEmulator } from './start.ts';

const help = `AWS on this machine: the real cdk deploy, from nothing, failing where AWS fails

Usage: npm run emulator -- [options]

Options:
  --storefront FILE  the shop whose accounts, regions and zones exist (default: storefront.yaml, or the boutique)
  --port NUMBER      first port, one more for each further region (default: 4566)
  --verbose          print MiniStack's log
  --install          only install it
  --deploy NAME      bootstrap and deploy an environment of the shop to the emulator that listens on the port
  --deploy-account FILE
                     bootstrap and deploy the stacks of an account to it, before the shop or beside it
  --stop             end the emulator that listens on the port
  --reset            empty the emulator that listens on the port
  -h, --help         print this help

It listens on 127.0.0.1 and ends with Ctrl-C. docs/emulator.md says what it can do and what it cannot.
Exit codes: 0 it has ended as asked, 2 it could not run
`;

const options = {
  storefront: { type: 'string' },
  port: { type: 'string', default: '4566' },
  verbose: { type: 'boolean', default: false },
  install: { type: 'boolean', default: false },
  deploy: { type: 'string' },
  'deploy-account': { type: 'string' },
  stop: { type: 'boolean', default: false },
  reset: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

/** What the command reads and writes. */
export interface EmulatorTerminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Settles when the person wants the emulator to end. */
  readonly interrupted: Promise<void>;
}

/** Runs `npm run emulator`; mistakes of a person are told in a sentence. */
export async function emulatorCommand(
  argv: readonly string[],
  terminal: EmulatorTerminal,
): Promise<ExitCode> {
  try {
    await run(argv, terminal);
    return 0;
  } catch (error) {
    const isOurs = ![UsageError, ConfigError, PreviewError].some((known) => error instanceof known);
    if (isOurs) throw error;
    terminal.err(`palisade: ${(error as Error).message}\n`);
    return 2;
  }
}

async function run(argv: readonly string[], terminal: EmulatorTerminal): Promise<void> {
  const { values, positionals } = parseOptions(argv, options);
  if (positionals.length > 0) throw new UsageError(`found ${positionals.join(' ')}, write options only`);
  const port = portOf(values.port);
  if (values.help) terminal.out(help);
  else if (values.install) installEmulator({ tell: terminal.err });
  else if (values.stop) await stop(port);
  else if (values.reset) await ask(port, 'reset');
  else await deployOrServe(values, port, terminal);
}

interface Wanted {
  readonly storefront?: string | undefined;
  readonly deploy?: string | undefined;
  readonly 'deploy-account'?: string | undefined;
  readonly verbose: boolean;
}

async function deployOrServe(wanted: Wanted, port: number, terminal: EmulatorTerminal): Promise<void> {
  const { storefront, deploy: environment, 'deploy-account': accountFile, verbose } = wanted;
  if (environment !== undefined && accountFile !== undefined) {
    throw new UsageError('--deploy: found --deploy-account beside it, deploy one after the other');
  }
  if (accountFile !== undefined) {
    await deploy(accountDeployment(loadAccount(accountFile), accountFile), port);
  } else if (environment !== undefined) {
    const file = storefrontFile(storefront, process.cwd(), terminal.err);
    await deploy(environmentDeployment(loadConfig(file), environment, file), port);
  } else await serve(storefront, port, verbose, terminal);
}

function portOf(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_500) return port;
  throw new UsageError(`--port: found ${text}, write a number from 1 to 65499`);
}

async function deploy(deployment: Deployment, port: number): Promise<void> {
  await ask(port, 'about', 'GET');
  await deployToEmulator(deployment, `http://127.0.0.1:${port}`);
}

/** Asks a running emulator, which is known by nothing but its port. */
async function ask(port: number, what: 'stop' | 'reset' | 'about', method = 'POST'): Promise<void> {
  const answer = await fetch(`http://127.0.0.1:${port}/_palisade/${what}`, { method }).catch(() => undefined);
  if (answer?.ok) return;
  throw new PreviewError(`no emulator listens on port ${port} of 127.0.0.1, write another with --port`);
}

/** Ends the emulator of a port and waits until the port is free: it ends its functions first, which takes a moment. */
async function stop(port: number): Promise<void> {
  await ask(port, 'stop');
  while (await isTaken(port)) await sleep(50);
}

async function isTaken(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

async function serve(
  file: string | undefined,
  port: number,
  verbose: boolean,
  { out, err, interrupted }: EmulatorTerminal,
): Promise<void> {
  const path = storefrontFile(file, process.cwd(), err);
  const settings = emulatorSettings(loadConfig(path), port);
  const emulator = await startEmulator({ settings, tell: err, verbose });
  out(greeting(settings.account, emulator));
  await Promise.race([interrupted, emulator.ended]);
  await emulator.stop();
}

function greeting(account: string, { endpoint, endpoints }: RunningEmulator): string {
  const listeners = Object.entries(endpoints).map(([region, address]) => `  ${address}  ${region}`);
  return `AWS listens on this machine. A signed request reaches every region by the first address:
${listeners.join('\n')}

  export AWS_ENDPOINT_URL=${endpoint} AWS_ACCESS_KEY_ID=${account} AWS_SECRET_ACCESS_KEY=test AWS_REGION=${Object.keys(endpoints)[0]}

An access key of twelve digits is the root user of that account. Ctrl-C ends it and leaves nothing.
`;
}

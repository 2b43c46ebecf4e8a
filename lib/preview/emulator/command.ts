import { parseOptions } from '../../cli/options.ts';
import { type ExitCode, UsageError } from '../../cli/output.ts';
import { ConfigError } from '../../config/config-error.ts';
import { loadConfig } from '../../config/load.ts';
import { storefrontFile } from '../../config/storefront-file.ts';
import { deployToEmulator } from './deploy.ts';
import { EmulatorError } from './emulator-error.ts';
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
    const isOurs = ![UsageError, ConfigError, EmulatorError].some((known) => error instanceof known);
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
  else if (values.stop) await ask(port, 'stop');
  else if (values.reset) await ask(port, 'reset');
  else if (values.deploy !== undefined) await deploy(values.deploy, values.storefront, port, terminal);
  else await serve(values.storefront, port, values.verbose, terminal);
}

function portOf(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_500) return port;
  throw new UsageError(`--port: found ${text}, write a number from 1 to 65499`);
}

async function deploy(
  environment: string,
  storefront: string | undefined,
  port: number,
  { err }: EmulatorTerminal,
): Promise<void> {
  const file = storefrontFile(storefront, process.cwd(), err);
  const config = loadConfig(file);
  await ask(port, 'about', 'GET');
  await deployToEmulator({ endpoint: `http://127.0.0.1:${port}`, config, file, environment });
}

/** Asks a running emulator, which is known by nothing but its port. */
async function ask(port: number, what: 'stop' | 'reset' | 'about', method = 'POST'): Promise<void> {
  const answer = await fetch(`http://127.0.0.1:${port}/_palisade/${what}`, { method }).catch(() => undefined);
  if (answer?.ok) return;
  throw new EmulatorError(`no emulator listens on port ${port} of 127.0.0.1, write another with --port`);
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

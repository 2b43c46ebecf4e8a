import { storefrontFile } from '../config/storefront-file.ts';
import { managedRulesHere } from '../preview/firewall/coraza/installed-coraza.ts';
import { followLogs } from '../preview/function-logs.ts';
import { type Preview, startPreview } from '../preview/preview.ts';
import { PreviewError } from '../preview/preview-error.ts';
import { type PreviewedShop, previewedShop } from '../preview/previewed-shop.ts';
import { addressesOf, startText } from '../preview/start-text.ts';
import { oneOf, parseOptions } from './options.ts';
import { type ExitCode, type Output, UsageError } from './output.ts';

const help = `Deploy the shop to this machine, and open it in a browser

Usage: palisade preview [options]

The templates are synthesized, judged, and deployed by the CDK's own bootstrap and deployment to an emulator of AWS. What they say then
answers on this machine alone: the distribution with its firewall, the site, the functions with their roles. Orders are paid at fake
gateways, and no money moves. It needs Python 3.10 or newer, and at its first start the network, for packages of PyPI.

Options:
      --file PATH           the storefront file (default: storefront.yaml, or the kit's example)
  -e, --environment NAME    environment of the storefront file (default: production)
      --port NUMBER         where the shop listens, on 127.0.0.1 (default: 8443)
      --logs                print what the functions log
  -f, --format FORMAT       text or json, one line when the shop can be opened (default: text)
  -h, --help                print this help

Ctrl-C ends it, and leaves no process and no file.
Exit codes: 0 it has ended as asked, 2 it could not run

Examples:
  palisade preview
  palisade preview --file examples/atelier/storefront.yaml --port 9443
`;

const formats = ['text', 'json'] as const;

/** `palisade preview`: the deployed shop on this machine, until somebody ends it. */
export async function preview(args: readonly string[], output: Output): Promise<ExitCode> {
  const { values, positionals } = parseOptions(args, {
    file: { type: 'string' },
    environment: { type: 'string', short: 'e' },
    port: { type: 'string', default: '8443' },
    logs: { type: 'boolean', default: false },
    format: { type: 'string', short: 'f', default: 'text' },
    help: { type: 'boolean', short: 'h', default: false },
  });
  if (values.help) {
    output.out(help);
    return 0;
  }
  if (positionals.length > 0) {
    throw new UsageError(`found ${positionals.join(' ')}, palisade preview takes no argument`);
  }
  const format = oneOf(values.format, formats, 'format');
  const port = portOf(values.port);
  const file = storefrontFile(values.file, process.cwd(), output.err);
  await serve({ shop: previewedShop(file, values.environment), port, format, hasLogs: values.logs }, output);
  return 0;
}

function portOf(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port > 0 && port < 65_536) return port;
  throw new UsageError(`--port: found ${text}, write a number from 1 to 65535`);
}

interface Served {
  readonly shop: PreviewedShop;
  readonly port: number;
  readonly format: (typeof formats)[number];
  readonly hasLogs: boolean;
}

async function serve({ shop, port, format, hasLogs }: Served, output: Output): Promise<void> {
  const { signal, aborted } = interruption(output);
  const opened = await start({ shop, port, signal }, output);
  if (!opened) return;
  output.out(format === 'json' ? `${JSON.stringify(addressesOf(opened, shop))}\n` : startText(opened, shop));
  const stopLogs = hasLogs
    ? followLogs(opened.emulator.endpoint, opened.resources, (line) =>
        output.out(`${line.function}  ${line.text}\n`),
      )
    : undefined;
  await Promise.race([aborted, opened.ended]);
  stopLogs?.();
  await opened.stop();
  if (!signal.aborted)
    throw new UsageError('the emulator of AWS has ended, so nothing is left to be seen; start it again');
}

/** What a person does to end a command that serves, as a signal. */
function interruption({ interrupted }: Output) {
  const controller = new AbortController();
  const aborted = (interrupted?.() ?? new Promise<void>(() => undefined)).then(() => controller.abort());
  return { signal: controller.signal, aborted };
}

/** Starts the preview; gives nothing where somebody broke that off. */
async function start(
  { shop, port, signal }: Pick<Served, 'shop' | 'port'> & { readonly signal: AbortSignal },
  { err }: Output,
): Promise<Preview | undefined> {
  const begin = performance.now();
  const tell = (sentence: string) => {
    const seconds = String(Math.round((performance.now() - begin) / 1000)).padStart(3);
    err(`${seconds} s  ${sentence}\n`);
  };
  try {
    const openManagedRules = () => managedRulesHere(process.env);
    return await startPreview({ shop, port, signal, tell, openManagedRules });
  } catch (error) {
    if (signal.aborted) return undefined;
    if (error instanceof PreviewError) throw new UsageError(error.message, { cause: error });
    throw error;
  }
}

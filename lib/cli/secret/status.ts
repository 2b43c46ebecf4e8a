import { coloured, plain } from '../../paint.ts';
import { roleHelp } from '../command-works.ts';
import { oneOf, parseOptions } from '../options.ts';
import type { ExitCode, Output } from '../output.ts';
import { shopEnvironment } from '../shop-environment.ts';
import { translateAwsError } from '../translate-aws-error.ts';
import { reportOn, reportText, type SecretReport } from './secret-report.ts';
import { secretOptions, shopSecretOf, shopSecretsOf } from './shop-secret.ts';
import { createReadWritings } from './staged-by.ts';

const help = `List the versions of each gateway's secret, and of the webhook's (notify) and the quotes' (quote), who wrote them, and its rotation

Usage: palisade secret status [GATEWAY | notify | quote] [options]

It reads no value. Who wrote a version, and when, is told by the event history of CloudTrail, for 90 days.

Options:
  -e, --environment NAME    environment of the storefront file (default: its only one)
      --file PATH           the storefront file (default: storefront.yaml, or the kit's example)
  -f, --format FORMAT       text or json (default: text)
  -h, --help                print this help

${roleHelp('secret status')}

Exit codes: 0 each secret is in use; 1 one is empty, so that its functions answer 503; 2 the command could not run
`;

/** `palisade secret status`: describes each secret by its versions and never by their values. */
export async function status(args: readonly string[], output: Output): Promise<ExitCode> {
  const { values, positionals } = parseOptions(args, {
    ...secretOptions,
    format: { type: 'string', short: 'f', default: 'text' },
  });
  if (values.help) {
    output.out(help);
    return 0;
  }
  const format = oneOf(values.format, ['text', 'json'], 'format');
  const environment = shopEnvironment(values, output);
  const secrets =
    positionals.length > 0 ? [shopSecretOf(environment, positionals)] : shopSecretsOf(environment);
  const [reports, text]: [SecretReport[], string[]] = [[], []];
  const read = createReadWritings(environment.region);
  for (const secret of secrets) {
    const report = await translateAwsError(reportOn(secret, output.now, read), secret.what);
    reports.push(report);
    text.push(reportText(secret.title, report, output.now, output.isColoured ? coloured : plain));
  }
  output.out(format === 'json' ? `${JSON.stringify({ secrets: reports }, null, 2)}\n` : text.join('\n'));
  return reports.every(({ isInUse }) => isInUse) ? 0 : 1;
}

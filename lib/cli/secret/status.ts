import { coloured, plain } from '../../report/paint.ts';
import { oneOf, parseOptions } from '../options.ts';
import type { ExitCode, Output } from '../output.ts';
import { shopEnvironment } from '../shop-environment.ts';
import { reportText } from './report-text.ts';
import { placeOf, placeOptions, placesOf } from './secret-place.ts';
import { reportOn, type SecretReport } from './secret-report.ts';
import { openVault } from './vault.ts';

const statusHelp = `List the versions of each gateway's secret, its rotation, and what is missing

Usage: palisade secret status [GATEWAY] [options]

Options:
  -e, --environment NAME    environment of the shop's file (default: its only one)
      --file PATH           the shop's file (default: storefront.yaml, or the kit's example)
  -f, --format FORMAT       text or json (default: text)
  -h, --help                print this help

Exit codes: 0 each secret is complete; 1 one is not, so that its functions answer 503; 2 the command could not run
`;

/** `palisade secret status`: says what each secret is made of, by the names of members and never by their values. */
export async function status(args: readonly string[], output: Output): Promise<ExitCode> {
  const { values, positionals } = parseOptions(args, {
    ...placeOptions,
    format: { type: 'string', short: 'f', default: 'text' },
  });
  if (values.help) {
    output.out(statusHelp);
    return 0;
  }
  const format = oneOf(values.format, ['text', 'json'], 'format');
  const environment = shopEnvironment(values);
  const places = positionals.length > 0 ? [placeOf(environment, positionals)] : placesOf(environment);
  const reports: SecretReport[] = [];
  for (const place of places) {
    reports.push(await reportOn(place, openVault(place.name, environment.region), output.now));
  }
  const text = reports.map((report) => reportText(report, output.now, output.isColoured ? coloured : plain));
  output.out(format === 'json' ? `${JSON.stringify({ secrets: reports }, null, 2)}\n` : text.join('\n'));
  return reports.every(({ missing }) => missing.length === 0) ? 0 : 1;
}

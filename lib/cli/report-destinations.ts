import { coloured, plain } from '../paint.ts';
import { type FormatName, formats } from '../report/formats/index.ts';
import { formatSummary } from '../report/formats/text.ts';
import type { FormatOptions, Report } from '../report/report.ts';
import { oneOf } from './options.ts';
import { type Output, UsageError, writeOutput } from './output.ts';

/** What `--format` takes before the `=`. */
export const formatNames = Object.keys(formats) as FormatName[];

/** One form of a report and where it goes: to a file, or to standard output. */
interface Destination {
  readonly format: FormatName;
  readonly file: string | undefined;
  /** The option that says so. */
  readonly option: '--format' | '--output';
}

/**
 * Where each form of a report goes: `sarif=report.sarif` to that file, and the one that names none to `output`, or to standard output
 * where that is missing too. Throws a `UsageError` where two go to one place.
 */
export function destinationsOf(
  written: readonly string[],
  output: string | undefined,
): readonly Destination[] {
  const named = written.map(destinationOf);
  const open = named.filter(({ file }) => file === undefined).map(({ format }) => format);
  if (open.length > 1) {
    throw new UsageError(`--format: found ${open.join(' and ')} without a file, write ${open.at(-1)}=FILE`);
  }
  if (output !== undefined && open.length === 0) {
    throw new UsageError('--output: found a file for each --format already, leave --output out');
  }
  const destinations = named.map(({ file = output, ...rest }) => ({ ...rest, file }));
  const twice = destinations.find(
    ({ file }, index) =>
      file !== undefined && destinations.findIndex((other) => other.file === file) !== index,
  );
  if (twice) throw new UsageError(`--format: found ${twice.file} twice, write a file for each form`);
  return destinations;
}

function destinationOf(text: string): Destination {
  const equals = text.indexOf('=');
  const format = oneOf(equals < 0 ? text : text.slice(0, equals), formatNames, 'format');
  if (equals < 0) return { format, file: undefined, option: '--output' };
  const file = text.slice(equals + 1);
  if (file === '') throw new UsageError(`--format: found ${text}, write ${format}=FILE`);
  return { format, file, option: '--format' };
}

/** Writes each form of a report where it goes; a terminal that gets none of them gets the summary and the names of the files. */
export function printReport(
  report: Report,
  destinations: readonly Destination[],
  { places, output }: { readonly places: Pick<FormatOptions, 'folder' | 'app'>; readonly output: Output },
): void {
  const { isColoured } = output;
  const texts = destinations.map(({ format, file, option }) => ({
    file,
    option,
    text: formats[format](report, { isColoured: isColoured && file === undefined, ...places }),
  }));
  for (const { file, text, option } of texts) if (file !== undefined) writeOutput(file, text, option);
  const printed = texts.find(({ file }) => file === undefined);
  const files = texts.map(({ file }) => `report: ${file}\n`).join('');
  output.out(printed?.text ?? `${formatSummary(report, isColoured ? coloured : plain)}\n${files}`);
}

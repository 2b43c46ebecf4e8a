import { type CardFinding, findCardData, redact } from '../card-guard/card-guard.ts';
import { withheld } from '../card-guard/span.ts';
import { mapTexts } from '../card-guard/texts-of.ts';
import { variable } from '../settings/variables.ts';
import { errorFields } from './error-fields.ts';
import { keepFields, type LogFields } from './fields.ts';
import { type Metric, metricLine } from './metric.ts';
import { createSecretMask, maskedSecret } from './secret-mask.ts';

/** Writes what a function did: one JSON line per event, of a level, a fixed message and ids. */
export interface Log {
  readonly info: (message: string, fields?: LogFields) => void;
  readonly warn: (message: string, fields?: LogFields) => void;
  /** Tells an error's name and code, and never its message. */
  readonly error: (message: string, error: unknown, fields?: LogFields) => void;
  /** Tells that a request was refused because of card data: where and what, in a line and as a metric. */
  readonly refused: (findings: readonly CardFinding[], fields?: LogFields) => void;
  /** Counts something that has an alarm. */
  readonly count: (metric: Metric) => void;
  /** Keeps a secret out of every later line, also out of those of logs made from this one. */
  readonly withhold: (secret: string) => void;
  /** The same log, with fields that every line has, such as the id of the request. */
  readonly with: (fields: LogFields) => Log;
}

/** What a log knows from the beginning. */
export interface LogSettings {
  /** The function that writes, also the dimension of its metrics. */
  readonly service: string;
  readonly now: () => Date;
  readonly fields?: LogFields;
}

/** Makes a log that writes its lines, without line end, by `write`. */
export function createLog(write: (line: string) => void, settings: LogSettings): Log {
  const secrets = createSecretMask();
  const mask = (value: unknown) =>
    mapTexts(value, { text: (text) => secrets.mask(text), unreadable: () => maskedSecret });
  return logOf({ write, settings, withhold: secrets.withhold, mask }, settings.fields ?? {});
}

interface Parts {
  readonly write: (line: string) => void;
  readonly settings: LogSettings;
  readonly withhold: (secret: string) => void;
  readonly mask: (value: unknown) => unknown;
}

type Level = 'info' | 'warn' | 'error';

function logOf(parts: Parts, always: LogFields): Log {
  const line = (level: Level, message: string, fields: LogFields, told: object = {}) =>
    writeLine(parts, { level, message, given: { ...always, ...fields }, told });
  return {
    info: (message, fields = {}) => line('info', message, fields),
    warn: (message, fields = {}) => line('warn', message, fields),
    error: (message, error, fields = {}) => line('error', message, fields, errorFields(error)),
    refused: (findings, fields = {}) => {
      line('warn', 'card data refused', fields, { findings: findings.slice(0, mostFindings) });
      writeMetric(parts, 'CardDataRefused');
    },
    count: (metric) => writeMetric(parts, metric),
    withhold: parts.withhold,
    with: (fields) => logOf(parts, { ...always, ...fields }),
  };
}

const mostFindings = 5;

interface Event {
  readonly level: Level;
  readonly message: string;
  readonly given: Readonly<Record<string, unknown>>;
  /** What this log itself says. */
  readonly told: object;
}

// Everything handed in is searched, also what is dropped: whoever tries to log a card number will try again elsewhere.
// Secrets go first, or a part of one could be left beside what was masked as card data.
function writeLine(parts: Parts, { level, message, given, told }: Event): void {
  const { kept, dropped } = keepFields(given);
  const { service } = parts.settings;
  const event = { level, service, message, ...kept, ...told, ...(dropped > 0 && { dropped }) };
  const line = JSON.stringify(redact(parts.mask(event)));
  // Members that are clean one by one are searched once more as the line that they make.
  const isClean = findCardData(line).length === 0;
  parts.write(isClean ? line : JSON.stringify({ level, service, message: withheld }));
  if (!isClean || findCardData({ message, given, told }).length > 0) writeMetric(parts, 'CardDataFound');
}

function writeMetric({ write, settings }: Parts, name: Metric): void {
  write(metricLine(name, settings.service, settings.now()));
}

/**
 * The log of a function: standard output, under the name that the function was deployed with. Metrics carry it, so that
 * one shop's work never silences another's alarm in the same account.
 */
export function functionLog(environment: NodeJS.ProcessEnv, now: () => Date): Log {
  const service = variable(environment, 'AWS_LAMBDA_FUNCTION_NAME');
  return createLog((line) => process.stdout.write(`${line}\n`), { service, now });
}

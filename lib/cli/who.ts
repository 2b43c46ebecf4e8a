import { readInput } from '../cloudformation/input/read-input.ts';
import { Model } from '../cloudformation/model/model.ts';
import { coloured, plain } from '../paint.ts';
import { formatReaders, readersAsJson } from '../permissions/format-readers.ts';
import { type SecretReaders, secretReaders } from '../permissions/secret-readers.ts';
import { oneOf, onlyPositional, parseOptions } from './options.ts';
import { type ExitCode, type Output, UsageError } from './output.ts';

const help = `Say who can read the secrets of a shop, and by which policies

Usage: palisade who [PATH] [options]

PATH is a cdk.out folder, a folder of templates, or one JSON or YAML template (default: cdk.out)

Options:
      --secret NAME     only this secret, by its name or its logical id
  -f, --format FORMAT   text or json (default: text)
  -h, --help            print this help

Whoever reads a secret needs the value and the key that opens it. Policies of identities, secrets, keys and roles are weighed as
IAM does: denials, boundaries, conditions, other accounts. Who could first change a policy, take on a role or change a function
is listed too. What the templates leave open is called unknown.

Example:
  palisade who cdk.out --secret boutique-prod/stripe
`;

const formats = ['text', 'json'] as const;

/** `palisade who`: who can read the secrets of the templates, and how. */
export function who(args: readonly string[], output: Output): ExitCode {
  const { values, positionals } = parseOptions(args, {
    secret: { type: 'string' },
    format: { type: 'string', short: 'f', default: 'text' },
    help: { type: 'boolean', short: 'h', default: false },
  });
  if (values.help) {
    output.out(help);
    return 0;
  }
  const format = oneOf(values.format, formats, 'format');
  const model = new Model(readInput(onlyPositional(positionals, 'path', 'cdk.out')));
  const readers = chosen(secretReaders(model), values.secret);
  output.out(
    format === 'json' ? readersAsJson(readers) : formatReaders(readers, output.isColoured ? coloured : plain),
  );
  return 0;
}

function chosen(readers: readonly SecretReaders[], wanted: string | undefined): readonly SecretReaders[] {
  if (wanted === undefined) return readers;
  const found = readers.filter(({ secret }) => namesOf(secret).includes(wanted));
  if (found.length > 0) return found;
  const names = readers.map(({ secret }) => namesOf(secret).at(-1));
  throw new UsageError(
    `--secret: found ${wanted}, write ${names.length > 0 ? names.join(' or ') : 'nothing: no secret is among the templates'}`,
  );
}

function namesOf(secret: SecretReaders['secret']): readonly string[] {
  const name = secret.property('Name').literal;
  return typeof name === 'string' ? [secret.logicalId, name] : [secret.logicalId];
}

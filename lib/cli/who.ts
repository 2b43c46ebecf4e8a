import { readInput } from '../cloudformation/input/read-input.ts';
import { Model } from '../cloudformation/model/model.ts';
import { workNames } from '../contract/works.ts';
import { coloured, plain } from '../paint.ts';
import { type Answers, formatReaders, readersAsJson } from '../permissions/format-readers.ts';
import { type SecretReaders, secretReaders } from '../permissions/secret-readers.ts';
import { workDoers } from '../permissions/work-doers.ts';
import { oneOf, onlyPositional, parseOptions } from './options.ts';
import { type ExitCode, type Output, UsageError } from './output.ts';

const help = `Say who can read the secrets of a shop, and who does which work on AWS, and by which policies

Usage: palisade who [PATH] [options]

PATH is a cdk.out folder, a folder of templates, or one JSON or YAML template (default: cdk.out)

Options:
      --secret NAME     only this secret, by its name or its logical id
      --work NAME       only this work: ${workNames.join(', ')}
  -f, --format FORMAT   text or json (default: text)
  -h, --help            print this help

Whoever reads a secret needs the value and the key that opens it; a work stands for the one request that it cannot be done without. Policies of identities, secrets, keys and roles are weighed as
IAM does: denials, boundaries, conditions, other accounts. Who could first change a policy, take on a role or change a function
is listed too. What the templates leave open is called unknown.

Example:
  palisade who cdk.out --secret boutique-prod/stripe
  palisade who cdk.out --work decideOrders
`;

const formats = ['text', 'json'] as const;

/** `palisade who`: who can read the secrets of the templates, and how. */
export function who(args: readonly string[], output: Output): ExitCode {
  const { values, positionals } = parseOptions(args, {
    secret: { type: 'string' },
    work: { type: 'string' },
    format: { type: 'string', short: 'f', default: 'text' },
    help: { type: 'boolean', short: 'h', default: false },
  });
  if (values.help) {
    output.out(help);
    return 0;
  }
  const format = oneOf(values.format, formats, 'format');
  const model = new Model(readInput(onlyPositional(positionals, 'path', 'cdk.out')));
  const answers = answersOf(model, values);
  output.out(
    format === 'json' ? readersAsJson(answers) : formatReaders(answers, output.isColoured ? coloured : plain),
  );
  return 0;
}

/** Whoever asks for one thing is not told the other. */
function answersOf(
  model: Model,
  { secret, work }: { readonly secret?: string | undefined; readonly work?: string | undefined },
): Answers {
  if (secret !== undefined && work !== undefined)
    throw new UsageError('found --secret beside --work, leave one of them out');
  const wanted = work === undefined ? undefined : oneOf(work, workNames, 'work');
  return {
    secrets: work === undefined ? chosen(secretReaders(model), secret) : [],
    works:
      secret === undefined
        ? workDoers(model).filter((done) => wanted === undefined || done.work === wanted)
        : [],
  };
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

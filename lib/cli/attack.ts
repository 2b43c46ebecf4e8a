import { attackShop } from '../preview/attacks/attack-shop.ts';
import { resultLine } from '../preview/attacks/attack-text.ts';
import { parseOptions } from './options.ts';
import { type ExitCode, type Output, UsageError } from './output.ts';

const help = `Attack a shop that palisade preview has opened

Usage: palisade attack [options] [https://localhost:PORT]

The attacks of docs/attacks.md are done over the network, each from an address of this machine: injection, traversal, forged callbacks,
numbers of cards, poisoned caches, floods. Nothing but this machine is attacked.

Options:
  -h, --help                print this help

Exit codes: 0 the shop stood every attack, 1 an attack came through, 2 it could not run

Examples:
  palisade attack
  palisade attack https://localhost:9443
`;

/** `palisade attack`: the attack table, done on a preview that somebody has opened. */
export async function attack(args: readonly string[], output: Output): Promise<ExitCode> {
  const { values, positionals } = parseOptions(args, {
    help: { type: 'boolean', short: 'h', default: false },
  });
  if (values.help) {
    output.out(help);
    return 0;
  }
  const results = await attacked(shopOf(positionals), output);
  const through = results.filter(({ isAsExpected }) => !isAsExpected).length;
  output.out(`\n${results.length - through} attacks stopped, ${through} came through\n`);
  return through === 0 ? 0 : 1;
}

function shopOf([shop = 'https://localhost:8443', ...others]: readonly string[]): string {
  if (others.length > 0) throw new UsageError(`found ${others.join(' ')} beside ${shop}, name one preview`);
  if (/^https:\/\/localhost:\d{1,5}\/?$/.test(shop)) return shop.replace(/\/$/, '');
  throw new UsageError(
    `found ${shop}, write the address that palisade preview prints, https://localhost:PORT`,
  );
}

async function attacked(shop: string, { out }: Output) {
  let title = '';
  try {
    return await attackShop({
      shop,
      tell: (group, result) => {
        if (group.title !== title) out(`\n${group.title}\n`);
        title = group.title;
        out(resultLine(result));
      },
    });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ECONNREFUSED') throw error;
    throw new UsageError(`no preview listens at ${shop}; open one with palisade preview`, { cause: error });
  }
}

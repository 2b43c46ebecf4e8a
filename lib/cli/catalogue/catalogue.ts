import { readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import {
  createCatalogueReader,
  createCatalogueReleaser,
} from '../../../lambda/shared/catalogue/dynamo-catalogues.ts';
import type { ReleasedCatalogue } from '../../../lambda/shared/catalogue/released-catalogue.ts';
import { checkedCatalogue } from '../../config/catalogue-file.ts';
import { ConfigError } from '../../config/config-error.ts';
import { mistake } from '../../config/mistake.ts';
import { runOneOf } from '../command-group.ts';
import { roleHelp } from '../command-works.ts';
import { parseOptions } from '../options.ts';
import { caller, type Orders, openOrders, orderOptions, orderOptionsHelp } from '../orders/orders.ts';
import { type ExitCode, type Output, UsageError } from '../output.ts';
import { type ShopEnvironment, shopEnvironment } from '../shop-environment.ts';
import { translateAwsError } from '../translate-aws-error.ts';

const help = `Release what the shop sells, and for how much, without a deployment

Usage: palisade catalogue COMMAND [VERSION] [options]

Commands:
  check               say whether orders could be priced by the file of the catalogue; asks nobody
  release             let the file's catalogue count, for every order from now on
  rollback [VERSION]  let an earlier catalogue count again (default: the one before)
  list                list what was released, the newest first

A catalogue is checked before it counts, never changes once it was released, and counts everywhere within 30 seconds.

Options:
${orderOptionsHelp}

${roleHelp('catalogue release')}

Exit codes: 0 done, 2 the command could not run
`;

/** `palisade catalogue`: runs the one of its commands that the arguments name. */
export async function catalogue(args: readonly string[], output: Output): Promise<ExitCode> {
  const commands = {
    check: command(check, 0),
    release: command(inTable(release), 0),
    rollback: command(inTable(rollback), 1),
    list: command(inTable(list), 0),
  };
  return runOneOf({ name: 'catalogue', help, commands }, args, output);
}

interface Typed {
  readonly values: { readonly file?: string | undefined; readonly environment?: string | undefined };
  /** The argument, where there was one. */
  readonly version: string | undefined;
}

type Work = (typed: Typed, output: Output) => Promise<string>;

function command(work: Work, mostArguments: number) {
  return async (args: readonly string[], output: Output): Promise<ExitCode> => {
    const { values, positionals } = parseOptions(args, orderOptions);
    if (values.help) {
      output.out(help);
      return 0;
    }
    const surplus = positionals.slice(mostArguments);
    if (surplus.length > 0) throw new UsageError(`found ${surplus.join(' ')}, write no argument there`);
    output.out(await work({ values, version: positionals[0] }, output));
    return 0;
  };
}

async function check({ values }: Typed, output: Output): Promise<string> {
  const released = ownCatalogue(shopEnvironment(values, output));
  return `${shortOf(released.version)} can be released: ${contents(released)}\n`;
}

type TableWork = (table: Table, typed: Typed, output: Output) => Promise<string>;

interface Table {
  readonly orders: Orders;
  readonly reader: ReturnType<typeof createCatalogueReader>;
  readonly releaser: ReturnType<typeof createCatalogueReleaser>;
}

function inTable(work: TableWork): Work {
  return async (typed, output) => {
    const orders = openOrders(typed.values, output);
    const { client, name } = orders.table;
    const reader = createCatalogueReader(client, name);
    const releaser = createCatalogueReleaser(client, name);
    return translateAwsError(work({ orders, reader, releaser }, typed, output), orders.what);
  };
}

const release: TableWork = async (table, _, output) => {
  const released = ownCatalogue(table.orders.environment);
  if ((await table.releaser.add(released)) === 'too_large') {
    throw new UsageError('the catalogue is too large for the table, let pages have long texts of their own');
  }
  return letCount(table, released, output);
};

const rollback: TableWork = async (table, { version: typed }, output) => {
  const { releases = [] } = (await table.reader.history()) ?? {};
  const [current, ...earlier] = releases;
  if (!current) throw new UsageError('nothing was ever released, so there is no way back');
  const wanted = earlier.find(({ version }) =>
    typed === undefined ? version !== current.version : version.startsWith(typed),
  );
  if (!wanted) throw new UsageError(`found no earlier release ${typed ?? ''}, see palisade catalogue list`);
  const { text } = await table.reader.read(wanted.version);
  const file = `release ${shortOf(wanted.version)}`;
  // What counted once may be of a shop that took other currencies.
  const { gateways } = table.orders.environment;
  return letCount(table, checkedCatalogue({ file, bytes: Buffer.from(text), gateways }), output);
};

async function letCount({ orders, reader, releaser }: Table, released: ReleasedCatalogue, { now }: Output) {
  const seen = await reader.history();
  const { version, catalogue: content } = released;
  if (seen?.releases[0]?.version === version) return `${shortOf(version)} counts already\n`;
  const by = await caller(orders);
  const entry = { version, at: now.toISOString(), by, products: content.products.size };
  if ((await releaser.switchTo(entry, seen)) === 'overtaken') {
    throw new UsageError('somebody else has released a catalogue meanwhile, look at it and release again');
  }
  return `${shortOf(version)} counts within 30 seconds: ${contents(released)}\n`;
}

const list: TableWork = async ({ reader }) => {
  const { releases = [] } = (await reader.history()) ?? {};
  if (releases.length === 0) return 'nothing was released yet: what was deployed counts\n';
  return releases
    .map(({ version, at, by, products }, index) =>
      [index === 0 ? '*' : ' ', shortOf(version), at, `${products} products`, by].join('  '),
    )
    .map((line) => `${line}\n`)
    .join('');
};

function ownCatalogue({ catalogueFile, gateways }: ShopEnvironment): ReleasedCatalogue {
  const file = `${basename(dirname(catalogueFile))}/${basename(catalogueFile)}`;
  return checkedCatalogue({ file, bytes: bytesOf(catalogueFile, file), gateways });
}

function bytesOf(path: string, file: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (cause) {
    const found = `nothing that can be read (${(cause as NodeJS.ErrnoException).code})`;
    throw new ConfigError(file, [mistake([], found, 'add the list of products')], { cause });
  }
}

function contents({ catalogue: { products, currencies } }: ReleasedCatalogue): string {
  return `${products.size} ${products.size === 1 ? 'product' : 'products'} in ${currencies.join(', ')}`;
}

function shortOf(version: string): string {
  return version.slice(0, 12);
}

import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Inventory } from '../../../lambda/page-integrity/inventory.ts';
import { headersOf } from '../../../lambda/site-release/headers.ts';
import type { StorefrontProfile } from '../../../lib/contract/schema.ts';
import { readSite } from '../../../lib/site/read-site.ts';
import { scriptInventory } from '../../../lib/site/script-inventory.ts';
import { storefront } from '../../support/storefront.ts';

/** The example's shop on the loopback interface, with the headers that its edge would send. */
export interface Shop {
  readonly origin: string;
  readonly inventory: Inventory;
  /** Changes what is answered, until it is asked to forget that. */
  readonly change: (change: ShopChange) => void;
  readonly stop: () => Promise<void>;
}

export interface ShopChange {
  /** By path of the URL; what is given replaces the file. */
  readonly files?: Readonly<Record<string, (text: string) => string>>;
  /** By name in lower case; without a value the header is left out. Of the pages only. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly status?: number;
  /** Whether only browsers get to see it. */
  readonly onlyForBrowsers?: boolean;
  /** Whether no answer comes. */
  readonly hangs?: boolean;
}

/** Starts the shop. `scripts` are origins of third parties that the owner has authorised on its payment pages. */
export async function startShop(
  scripts: readonly string[] = [],
  files: Readonly<Record<string, string>> = {},
): Promise<Shop> {
  const folder = join(mkdtempSync(join(tmpdir(), 'palisade-shop-')), 'site');
  cpSync('examples/boutique/site', folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  let now: ShopChange = {};
  const server = createServer((request, response) =>
    answer(request, response, { folder, inventory, change: changeFor(request, now) }),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const inventory = loopback(scriptInventory(metadata(scripts, host), readSite(folder)));
  return {
    origin: `http://${host}`,
    inventory,
    change: (change) => {
      now = change;
    },
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function changeFor({ headers }: IncomingMessage, change: ShopChange): ShopChange {
  return change.onlyForBrowsers && headers['sec-fetch-dest'] === undefined ? {} : change;
}

function metadata(scripts: readonly string[], domain: string): StorefrontProfile {
  return {
    ...storefront,
    domain,
    payments: {
      ...storefront.payments,
      scripts: scripts.map((host) => ({
        host,
        owner: 'marketing@boutique.example',
        reason: 'counts visits',
        pages: ['/checkout/*'],
        onPaymentPages: { justification: 'counts who leaves the checkout' },
      })),
    },
  } as unknown as StorefrontProfile;
}

/** There is no TLS on the loopback interface, to which these two would have the browser turn. */
function loopback(inventory: Inventory): Inventory {
  const withoutUpgrade = ({ name, value }: { readonly name: string; readonly value: string }) => ({
    name,
    value: value.replace(' upgrade-insecure-requests;', ''),
  });
  return {
    ...inventory,
    pages: inventory.pages.map((page) => ({ ...page, headers: page.headers.map(withoutUpgrade) })),
  };
}

interface Served {
  readonly folder: string;
  readonly inventory: Inventory;
  readonly change: ShopChange;
}

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { folder, inventory, change }: Served,
): void {
  if (change.hangs) return;
  const { pathname } = new URL(request.url ?? '/', 'http://shop.invalid');
  const name = pathname.endsWith('/') ? `${pathname}index.html` : pathname;
  const page = inventory.pages.find(({ path }) => path === pathname);
  const text = textOf(join(folder, name), change.files?.[pathname]);
  if (text === undefined) {
    response.writeHead(404).end();
    return;
  }
  const headers = { 'content-type': headersOf(name).contentType, ...(page && headersFor(page, change)) };
  const sent = Object.entries(headers).flatMap(([header, value]) =>
    value === undefined ? [] : [[header, value] as const],
  );
  response.writeHead(page ? (change.status ?? 200) : 200, Object.fromEntries(sent)).end(text);
}

function headersFor({ headers }: Inventory['pages'][number], change: ShopChange) {
  return { ...Object.fromEntries(headers.map(({ name, value }) => [name, value])), ...change.headers };
}

function textOf(file: string, changed: ((text: string) => string) | undefined): string | undefined {
  try {
    const text = readFileSync(file, 'utf8');
    return changed ? changed(text) : text;
  } catch {
    return changed?.('');
  }
}

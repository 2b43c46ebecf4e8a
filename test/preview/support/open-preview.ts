import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll } from '@jest/globals';
import type { Browser, Page } from 'puppeteer-core';
import { createDynamoOrderStore } from '../../../lambda/shared/orders/dynamo-orders.ts';
import type { Order } from '../../../lambda/shared/orders/order.ts';
import { packagePath } from '../../../lib/package-root.ts';
import { functionLogs, type LogLine } from '../../../lib/preview/function-logs.ts';
import { type Preview, startPreview } from '../../../lib/preview/preview.ts';
import { previewedShop } from '../../../lib/preview/previewed-shop.ts';
import { retention } from '../../lambda/shared/orders/support/orders.ts';
import { openTestBrowser } from '../../support/browser.ts';
import { recordRequest } from '../../support/record-requests.ts';

/** A shop that is open on this machine, and a browser in front of it, for one test file. */
export interface OpenedPreview {
  readonly preview: Preview;
  readonly browser: Browser;
  /** The order that a payment is for, as the table has it. */
  readonly order: (reference: string) => Promise<Order | undefined>;
  /** Waits until the table says so of the order, and gives it. */
  readonly orderThat: (reference: string, isSo: (order: Order) => boolean) => Promise<Order>;
  /** What functions have logged, from a time on. */
  readonly logs: (since?: number) => Promise<readonly LogLine[]>;
}

/** Starts both before the first test of a file, the browser first: it is there soon or not at all. Ends them after its last. */
export function openPreview(file: string): OpenedPreview {
  let preview: Preview | undefined;
  let browser: Browser | undefined;
  let start: Promise<Preview> | undefined;
  const broken = new AbortController();
  beforeAll(async () => {
    browser = await openShopperBrowser();
    start = startPreview({
      shop: previewedShop(file),
      port: 0,
      tell: () => undefined,
      signal: broken.signal,
      seen: recordRequest,
    });
    preview = await start;
  }, 600_000);
  afterAll(async () => {
    await browser?.close();
    // Jest waits no longer for a start that takes too long, and it goes on.
    broken.abort();
    await (await start?.catch(() => undefined))?.stop();
  });
  const order = async (reference: string) => (await storeOf(started(preview)).find(reference))?.order;
  return {
    get preview() {
      return started(preview);
    },
    get browser() {
      return started(browser);
    },
    order,
    orderThat: async (reference, isSo) => {
      for (let look = 0; look < 450; look += 1) {
        const found = await order(reference);
        if (found && isSo(found)) return found;
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
      throw new Error(`the order ${reference} has not become so: ${JSON.stringify(await order(reference))}`);
    },
    logs: (since) => {
      const { emulator, resources } = started(preview);
      return functionLogs(emulator.endpoint, resources, since);
    },
  };
}

/** A browser that finds the names of this machine, and nobody else. */
export function openShopperBrowser(): Promise<Browser> {
  return openTestBrowser([
    '--no-sandbox',
    '--no-zygote',
    '--host-resolver-rules=MAP *.localhost 127.0.0.1, MAP localhost 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
    '--ignore-certificate-errors',
    '--short-reporting-delay',
  ]);
}

function storeOf({ emulator, resources }: Preview) {
  const orders = resources.find(
    ({ type, physicalId }) => type === 'AWS::DynamoDB::Table' && physicalId.endsWith('-orders'),
  );
  if (!orders) throw new Error('the shop has no table of orders');
  const client = new DynamoDBClient({
    region: orders.region,
    endpoint: emulator.endpoint,
    credentials: { accessKeyId: orders.account, secretAccessKey: 'test' },
  });
  return createDynamoOrderStore({
    client: DynamoDBDocumentClient.from(client),
    name: orders.physicalId,
    retention,
    now: () => new Date(),
  });
}

function started<Started>(one: Started | undefined): Started {
  if (one === undefined) throw new Error('the preview and its browser start before the first test');
  return one;
}

const pictures = packagePath('test-artifacts', 'screenshots');

/** Takes a picture of the whole page, for people who look at what a test has seen. */
export async function picture(page: Page, name: string): Promise<void> {
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
}

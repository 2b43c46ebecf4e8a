import { join } from 'node:path';
import { ordersInAws } from '../../../lib/cli/orders/orders-in-aws.ts';
import { reportErrors } from '../../../lib/cli/report-errors.ts';
import type { Run } from '../../support/run.ts';

const example = join(__dirname, '../../../examples/boutique/storefront.yaml');

/** Runs one of the commands of `palisade order` that need AWS at a moment, for the example shop's production. */
export async function orderAt(now: Date, ...args: readonly string[]): Promise<Run> {
  let out = '';
  let err = '';
  const output = {
    out: (text: string) => {
      out += text;
    },
    err: (text: string) => {
      err += text;
    },
    isColoured: false,
    today: now.toISOString().slice(0, 10),
    now,
    readInput: () => '',
    withAws: () => Promise.reject(new Error('this is one of the commands that talk to AWS')),
  };
  const inShop = ['--file', example, '--environment', 'prod'];
  const code = await reportErrors(() => ordersInAws([...args, ...inShop], output), output);
  return { code, out, err };
}

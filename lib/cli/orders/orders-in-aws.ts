import { runOneOf } from '../command-group.ts';
import type { ExitCode, Output } from '../output.ts';
import { cancelOrder, releaseOrder } from './decide.ts';
import { linkToOrder } from './link.ts';
import { listOfOrders } from './list.ts';
import { eraseOrder, exportOrder } from './personal.ts';
import { showOrder } from './show.ts';

/** The commands of `palisade order` that need AWS. */
export async function ordersInAws(args: readonly string[], output: Output): Promise<ExitCode> {
  const commands = {
    list: listOfOrders,
    show: showOrder,
    link: linkToOrder,
    release: releaseOrder,
    cancel: cancelOrder,
    export: exportOrder,
    erase: eraseOrder,
  };
  // The group's help is printed before AWS is asked for.
  return runOneOf({ name: 'order', help: '', commands }, args, output);
}

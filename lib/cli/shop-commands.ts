import { attack } from './attack.ts';
import { init } from './init/init.ts';
import type { ShopCommands } from './output.ts';
import { preview } from './preview.ts';
import { reportErrors } from './report-errors.ts';

// They are a bundle of their own, so the sentences have to be made here: another bundle has other classes of errors.

/** The commands that make a shop, show it on this machine and attack it there. */
export const shopCommands: ShopCommands = {
  attack: async (args, output) => reportErrors(() => attack(args, output), output),
  init: async (args, output) => reportErrors(() => init(args, output), output),
  preview: async (args, output) => reportErrors(() => preview(args, output), output),
};

import { cost } from './cost.ts';
import { deployPolicy } from './deploy-policy.ts';
import { diff } from './diff.ts';
import { evidence } from './evidence/evidence.ts';
import { gateway } from './gateway/gateway.ts';
import { order } from './order/order.ts';
import type { OfflineCommands } from './output.ts';
import { reportErrors } from './report-errors.ts';
import { who } from './who.ts';

// They are a bundle of their own, so the sentences have to be made here: another bundle has other classes of errors.

/** The commands that work offline on what lies here, besides those that judge and that tell of rules. */
export const offlineCommands: OfflineCommands = {
  cost: (args, output) => reportErrors(() => cost(args, output), output),
  'deploy-policy': (args, output) => reportErrors(() => deployPolicy(args, output), output),
  diff: (args, output) => reportErrors(() => diff(args, output), output),
  evidence: (args, output) => reportErrors(() => evidence(args, output), output),
  gateway: (args, output) => reportErrors(() => gateway(args, output), output),
  order: (args, output) => reportErrors(() => order(args, output), output),
  who: (args, output) => reportErrors(() => who(args, output), output),
};

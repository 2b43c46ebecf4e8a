import { access } from './access/access.ts';
import { callback } from './callback/callback.ts';
import { catalogue } from './catalogue/catalogue.ts';
import { dns } from './dns/dns.ts';
import { verify } from './live/verify.ts';
import { ordersInAws } from './orders/orders-in-aws.ts';
import type { AwsCommands } from './output.ts';
import { reportErrors } from './report-errors.ts';
import { secret } from './secret/secret.ts';
import { stack } from './stack/stack.ts';
import { storeEvidence } from './store/store.ts';
import { setupGateway } from './webhooks/setup.ts';

// They are a bundle of their own, so the sentences have to be made here: another bundle has other classes of errors.

// Which Node.js later versions of the SDK will need is no news for whoever stages a secret: this one is in the bundle.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

/** The commands that talk to AWS. */
export const awsCommands: AwsCommands = {
  access: async (args, output) => reportErrors(() => access(args, output), output),
  secret: async (args, output) => reportErrors(() => secret(args, output), output),
  callback: async (args, output) => reportErrors(() => callback(args, output), output),
  catalogue: async (args, output) => reportErrors(() => catalogue(args, output), output),
  dns: async (args, output) => reportErrors(() => dns(args, output), output),
  evidence: async (args, output) => reportErrors(() => storeEvidence(args, output), output),
  gateway: async (args, output) => reportErrors(() => setupGateway(args, output), output),
  order: async (args, output) => reportErrors(() => ordersInAws(args, output), output),
  stack: async (args, output) => reportErrors(() => stack(args, output), output),
  verify: async (args, output) => reportErrors(() => verify(args, output), output),
};

import { ConfigError } from '../../lib/config/config-error.ts';

/**
 * Ends an app with exit code 2 and the sentences alone where nobody catches a mistake in one of the kit's files. What Node.js prints of such an error
 * is a line of the kit's own code, in which nobody has anything to mend. An app with a handler of its own decides itself.
 */
process.on('uncaughtExceptionMonitor', (error) => {
  if (!(error instanceof ConfigError) || process.listenerCount('uncaughtException') > 0) return;
  process.stderr.write(`${error.message}\n`);
  process.exit(2);
});

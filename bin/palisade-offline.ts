export { offlineCommands } from '../lib/cli/offline-commands.ts';

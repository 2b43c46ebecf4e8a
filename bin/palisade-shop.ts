export { shopCommands } from '../lib/cli/shop-commands.ts';

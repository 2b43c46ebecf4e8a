export { awsCommands } from '../lib/cli/aws-commands.ts';

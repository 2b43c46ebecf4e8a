import { callback } from '../callback/callback.ts';
import { orTold } from '../or-told.ts';
import type { AwsCommands } from '../output.ts';
import { secret } from '../secret/secret.ts';

// They are a bundle of their own, so the sentences have to be made here: another bundle has other classes of errors.

/** The commands that talk to AWS. */
export const awsCommands: AwsCommands = {
  secret: async (args, output) => orTold(() => secret(args, output), output),
  callback: async (args, output) => orTold(() => callback(args, output), output),
};

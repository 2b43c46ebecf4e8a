import { text } from './fields.ts';

/** What the owner of an account asks of everything that is deployed to it: an environment's `existing` has it, and so has the account's. */
export const guardrails = {
  permissionsBoundary: text(
    'IAM policy that bounds every role the kit creates, those of its custom resources included.',
    /^arn:aws:iam::(?:\d{12}|aws):policy\/\S+$/,
    'the ARN of an IAM policy, in quotes',
  ).optional(),
  rolePath: text(
    'Path of every role and policy the kit creates. Another path is another role, so it is set before the first deployment.',
    /^\/(?:[\w+=,.@-]+\/){1,8}$/,
    'a path between slashes, such as /shops/',
  ).optional(),
  namePrefix: text(
    'What the name of every role and policy the kit creates begins with. Another name is another role, so it is set before the first deployment.',
    /^[A-Za-z0-9+=,.@_-]{1,20}$/,
    'at most twenty letters, digits or hyphens, such as team-shops-',
  ).optional(),
  bootstrapQualifier: text(
    "Qualifier of the account's CDK bootstrap, where it is not the usual one.",
    /^[a-z0-9]{1,10}$/,
    'at most ten lowercase letters or digits, such as hnb659fds',
  ).optional(),
};

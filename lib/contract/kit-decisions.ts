/** What Palisade recommends to accept about resources of its own. A recommendation is nobody's approval. */
interface KitDecision {
  /** The rules whose findings it concerns; of a rule of another pack also every `Pack::Rule[finding]`. */
  readonly rules: readonly string[];
  readonly kind: 'false-positive' | 'risk' | 'compensating-control';
  readonly reason: string;
  /** The page that holds the decision. */
  readonly ticket: string;
  /** The day on which it was last decided, `YYYY-MM-DD`: what was confirmed before has to be confirmed again. */
  readonly decidedOn: string;
  /** Last day on which it holds, `YYYY-MM-DD`. */
  readonly expires: string;
}

/** Every decision of the kit by the name under which a storefront file confirms it. */
export const kitDecisions = {
  'logging-v2': {
    rules: ['AwsSolutions::AwsSolutions-CFR3'],
    kind: 'false-positive',
    reason:
      'The rule looks for legacy logging only. A delivery of standard logging v2 logs the requests; it leaves out cookies and query strings and needs no bucket with ACLs. EDGE-07 proves it.',
    ticket: 'docs/decisions/0005-access-logs-leave-out-cookies.md',
    decidedOn: '2026-11-22',
    expires: '2027-10-31',
  },
  'every-country': {
    rules: ['AwsSolutions::AwsSolutions-CFR1'],
    kind: 'risk',
    reason:
      'A shop sells to every country unless its owner decides otherwise. The firewall filters by behaviour and reputation instead of by country.',
    ticket: 'docs/decisions/0006-shops-sell-everywhere.md',
    decidedOn: '2026-11-22',
    expires: '2027-10-31',
  },
  'release-files': {
    rules: ['AwsSolutions::AwsSolutions-IAM5'],
    kind: 'risk',
    reason:
      "The role of the function that releases the site does not know the names of a release's files. The pattern is bound to the folder of releases, and the bucket refuses to overwrite an object there.",
    ticket: 'docs/decisions/0003-releases-are-prefixes.md',
    decidedOn: '2026-11-22',
    expires: '2027-10-31',
  },
  'stream-failures': {
    rules: ['AwsSolutions::AwsSolutions-SQS3'],
    kind: 'false-positive',
    reason:
      "The queue is a dead-letter queue itself: a function's event source and its schedule send there what they give up, and an alarm watches it. The rule knows only queues that another queue names.",
    ticket: 'docs/decisions/0008-payment-events-outbox-and-order-worker.md',
    decidedOn: '2026-11-22',
    expires: '2027-10-31',
  },
  'rotation-elsewhere': {
    rules: ['AwsSolutions::AwsSolutions-SMG4'],
    kind: 'false-positive',
    reason:
      "The rotation schedule is in the payments stack beside the function that it calls, because otherwise each of the two stacks would need the other. The rule looks into the secret's own stack only.",
    ticket: 'docs/decisions/0009-operators-stage-secrets.md',
    decidedOn: '2026-11-22',
    expires: '2027-10-31',
  },
  'webhook-key': {
    rules: ['SEC-03', 'AwsSolutions::AwsSolutions-SMG4'],
    kind: 'risk',
    reason:
      'The key that signs webhooks about orders, or requests for quotes, is known to the shop and to its own system, and a schedule can tell the new one to the first alone. An operator replaces it; the previous one signs beside it until the other side has the new one. It opens no account: whoever has it can forge what the one side tells the other.',
    ticket: 'docs/decisions/0035-webhooks-are-told-like-the-bus.md',
    decidedOn: '2026-11-29',
    expires: '2027-10-31',
  },
  'network-interfaces': {
    rules: ['AwsSolutions::AwsSolutions-IAM5'],
    kind: 'risk',
    reason:
      "Lambda makes the network interfaces of a function with the function's role, and EC2 knows no narrower resource for what does not exist yet. The function's own code is denied these actions.",
    ticket: 'docs/decisions/0018-functions-that-call-gateways-live-in-the-network.md',
    decidedOn: '2026-11-29',
    expires: '2027-10-31',
  },
  'region-settings': {
    rules: ['AwsSolutions::AwsSolutions-IAM5'],
    kind: 'risk',
    reason:
      'The function that closes the default security group finds the group by its VPC, because CloudFormation does not tell its id. It may revoke rules in that VPC alone, make the service-linked roles that it names, and set what AWS Backup does in two regions, for which there is no ARN.',
    ticket: 'docs/decisions/0018-functions-that-call-gateways-live-in-the-network.md',
    decidedOn: '2026-11-30',
    expires: '2027-10-31',
  },
  'restore-tests': {
    rules: ['AwsSolutions::AwsSolutions-IAM5'],
    kind: 'risk',
    reason:
      'AWS Backup makes up the names of the tables that it restores for a test, and knows no ARN of a restore. The function reads tables of the prefix of such tests. The role that restores can make no backup, and writes to tables of that prefix, of the names for restores by people, and to those of the shop in the recovery region alone.',
    ticket: 'docs/decisions/0041-backups-are-restored-before-they-are-needed.md',
    decidedOn: '2026-11-30',
    expires: '2027-10-31',
  },
  'account-settings': {
    rules: ['AwsSolutions::AwsSolutions-IAM5'],
    kind: 'false-positive',
    reason:
      'The switches of an account have no ARN, so the rights to turn them name no resource. The role can turn them on, and has no right to turn one off.',
    ticket: 'docs/decisions/0033-an-account-has-one-stack-in-each-region.md',
    decidedOn: '2026-11-29',
    expires: '2027-10-31',
  },
  'drift-reader': {
    rules: ['AwsSolutions::AwsSolutions-IAM4', 'AwsSolutions::AwsSolutions-IAM5'],
    kind: 'risk',
    reason:
      'CloudFormation compares a stack with its template by the rights of whoever asks. The role may ask that of each stack of the region, and reads how resources are set up by the policy that AWS keeps for auditors, which reads nothing that they hold.',
    ticket: 'docs/decisions/0036-an-account-is-judged-as-a-whole.md',
    decidedOn: '2026-11-30',
    expires: '2027-10-31',
  },
  'people-roles': {
    rules: ['AwsSolutions::AwsSolutions-IAM4', 'AwsSolutions::AwsSolutions-IAM5'],
    kind: 'risk',
    reason:
      'The names of what an environment has begin alike, and AWS ends them with characters of its own, so that the role of people or of a pipeline reaches what its environment has by a name with a star. What people may ask of everything lists or describes, and changes nothing; a pipeline takes on the roles of cdk bootstrap, adds evidence, and may do nothing else. Auditors have the policy that AWS keeps for them, which reads nothing that resources hold.',
    ticket: 'docs/decisions/0044-people-take-on-a-role-for-each-work.md',
    decidedOn: '2026-11-30',
    expires: '2027-10-31',
  },
  'log-bucket': {
    rules: ['AwsSolutions::AwsSolutions-S1'],
    kind: 'false-positive',
    reason:
      'The bucket holds the access logs of the load balancer. A log of who wrote logs would need a further bucket, and reads of it are in the trail of the account.',
    ticket: 'docs/decisions/0019-one-way-from-the-edge-to-the-functions.md',
    decidedOn: '2026-11-29',
    expires: '2027-10-31',
  },
  'long-passwords': {
    rules: ['AwsSolutions::AwsSolutions-COG1'],
    kind: 'compensating-control',
    reason:
      'Customers need 14 characters, six more than the rule asks for, and no certain kinds of them: rules about kinds lead to passwords that are guessed more easily. Passwords that were found elsewhere are refused.',
    ticket: 'docs/decisions/0046-customers-sign-in-at-the-pool.md',
    decidedOn: '2026-11-30',
    expires: '2027-10-31',
  },
  'second-factor-by-choice': {
    rules: ['AwsSolutions::AwsSolutions-COG2'],
    kind: 'risk',
    reason:
      'An account of a customer shows what was bought and holds no card, so that a second factor is their choice. Sign-ins that look like a takeover are blocked. The storefront file can require the factor.',
    ticket: 'docs/decisions/0046-customers-sign-in-at-the-pool.md',
    decidedOn: '2026-11-30',
    expires: '2027-10-31',
  },
  'hsts-ramp': {
    rules: ['HDR-01'],
    kind: 'risk',
    reason:
      'A shop that moves in can still move back to where HTTPS may fail, and browsers would keep to a long HSTS all the same. The redirect to HTTPS stands meanwhile, and the ramp ends by itself.',
    ticket: 'docs/decisions/0027-shops-move-in-by-stages.md',
    decidedOn: '2026-11-29',
    expires: '2027-10-31',
  },
  'dmarc-ramp': {
    rules: ['MAIL-01'],
    kind: 'risk',
    reason:
      'A name that has sent mail before may have senders that nobody knows, whose mail would be rejected at once. Their owners are found in the reports meanwhile, and each step of the ramp ends by itself.',
    ticket: 'docs/decisions/0042-names-and-mail.md',
    decidedOn: '2026-11-30',
    expires: '2027-10-31',
  },
  'gateway-source': {
    rules: ['HDR-02', 'HDR-03'],
    kind: 'risk',
    reason:
      'The payment pages allow it and no other page does. Scripts from it run there because the gateway cannot work otherwise, and the gateway registry names where that is written.',
    ticket: 'docs/decisions/0007-gateway-sources-are-accepted-by-name.md',
    decidedOn: '2026-11-22',
    expires: '2027-10-31',
  },
} as const satisfies Readonly<Record<string, KitDecision>>;

export type KitDecisionName = keyof typeof kitDecisions;

/** Who recommends them: the approver that such an acceptance names. */
export const kit = 'palisade';

/** A decision of the kit by its name; nothing where the kit has decided no such thing. */
export function kitDecision(name: string): KitDecision | undefined {
  return Object.hasOwn(kitDecisions, name) ? kitDecisions[name as KitDecisionName] : undefined;
}

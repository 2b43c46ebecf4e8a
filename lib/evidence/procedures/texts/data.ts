import type { ProcedureText } from '../document.ts';

/** How data is kept, opened, watched and brought back. */
export const textsOfData: readonly ProcedureText[] = [
  {
    id: 'logging',
    title: 'Logs and their review',
    requirements: ['10.1.1', '10.1.2', '10.4.1', '10.4.2', '10.4.3'],
    facts: ['watchedBy', 'logsKeptDays'],
    text: `What is logged, who looks at it, and what follows.

## What is logged

Every call to AWS, every request at the edge, the names that functions ask for, what each function did with a payment, who signed in. The register of logs in the evidence lists
each store. No log holds a card number or a secret: functions mask what looks like one and raise an alarm.

## Who looks

- **Each day, by machine.** Alarms and the services that watch the account read the logs all day. An alert goes to whoever has to look, by how soon, and names its runbook.
- **Each working day, by a person.** [[fill in: who goes through the alerts of the day before, and who stands in]]. Once a quarter one alarm is set off
  on purpose, to see that it arrives.
- **The rest**, such as access logs of quiet stores: as often as risk-10.4.2.1.md decides.

The review is a record of the kind \`logReview\`.

## What follows

What nobody can explain within a day is an incident (incidents.md). A log that stopped is treated like an alert: find out since when, why, and what is not known because of it, and
write that into the ticket.

## Protection

Nobody changes or deletes a log before its time, and what only delivers logs cannot read them. The clocks are AWS's. Whoever needs a log for an assessor asks somebody with
the role \`read-evidence\`.`,
  },
  {
    id: 'keys',
    title: 'Stored data, keys and secrets',
    requirements: ['3.1.1', '3.1.2', '3.7.4', '3.7.5', '3.7.6', '3.7.7', '3.7.8'],
    facts: ['keysTurn', 'keysDeletedAfterDays', 'secretsTurn'],
    text: `What is kept, with what it is encrypted, and who handles the keys.

## Data

No card number and no code of a card is kept, not encrypted either. Orders are kept for as long as the law asks of sales: [[fill in: how many years, and which law]]. What a person asks to
have erased is erased with \`palisade order erase\`, and the report says on which day it has left the last backup.

## Keys

1. Keys of encryption are made, kept and turned inside AWS KMS. Nobody sees the material, so no custodian holds a part of it.
2. Each store has a key of its own. Its policy names who uses it, and nobody is added by hand.
3. A key whose deletion was asked for raises an alert (docs/runbooks/key-deletion.md).

## Secrets of gateways

1. A new key is made at the gateway by [[fill in: who may do so]] and staged with \`palisade secret stage\`. It is in no file, mail, ticket or chat.
2. They turn as the facts below say. A rotation that waits or fails raises an alarm.
3. When somebody who knew a key leaves, or a key may have been seen, it is replaced the same day, and the one before revoked:
   \`palisade secret revoke-previous\` (docs/secrets.md).
4. Accounts at gateways in which keys are made have a second factor, and are looked at with the review of access.

Whoever handles keys has accepted that in writing: [[fill in: where this is kept]].`,
  },
  {
    id: 'recovery',
    title: 'Backup and restore',
    requirements: ['12.10.1'],
    facts: ['pointInTimeDays', 'backupsKeptAtMostDays', 'restoreMinutes'],
    text: `How the shop comes back. docs/recovery.md has the steps; this page says who, when and how it is known to work.

## Who

Decides that data is restored: [[fill in: name and telephone, and who stands in]]. Runs it: somebody with the roles of deployment, and a second person who
reads the steps aloud.

## What may be lost

The RPO and the RTO of the storefront file are what the business has agreed to: [[fill in: who agreed, and when]]. Orders go back to any second of the days below; a backup
of each day and month lies in a locked vault, and a copy in another region.

## Known to work

1. Failed or late jobs raise an alarm. It is answered on the same day (docs/runbooks/backup-failed.md).
2. Restores are tested by the plan of the template, and each restored table is compared with its ledger.
3. Once a year the steps of docs/recovery.md are gone through in staging, with the region taken as lost. What took longer than the RTO, or did not
   work as written, is corrected.

## After a restore

Compare the orders with the gateways' own lists, have missing callbacks delivered again, and erase again who was erased since the backup was made. Write into the ticket what was
lost. Where a stranger caused it, incidents.md comes first.`,
  },
];

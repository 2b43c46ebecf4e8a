import { choice, day, region, section, text, whole, words } from './fields.ts';

const lock = section('Whether, and for whom, backups can be deleted before their time.', {
  mode: choice('With governance, chosen administrators can lift the lock; with compliance nobody ever can.', [
    'governance',
    'compliance',
  ]),
  acceptedBy: words(
    'Who accepted that a compliance lock cannot be undone.',
    'who accepted the lock, such as ciso@boutique.example',
  ).optional(),
  date: day('When it was accepted.').optional(),
});

const otherAccount = section('A vault of another account, which takes a further copy of each backup.', {
  vault: text(
    'ARN of the vault. Its owner allows the copies in the policy of the vault (docs/recovery.md).',
    /^arn:aws:backup:[a-z0-9-]+:\d{12}:backup-vault:[a-zA-Z0-9_-]{2,50}$/,
    'the ARN of a vault, such as arn:aws:backup:eu-central-1:333333333333:backup-vault:shops',
  ),
  owner: words('Who runs that account.', 'who runs the account, such as security@boutique.example'),
});

const time = /^[1-9]\d{0,3}[mh]$/;

/** How the orders come back when they are lost. */
export const backup = section('How the data is kept, and how fast it is back.', {
  daily: text(
    'How long the backups of each day are kept: 35d in production, and 7d elsewhere, unless it is set.',
    /^[1-9]\d{0,3}d$/,
    'a number of days, such as 35d',
  ).optional(),
  monthly: text(
    'How long the first backup of each month is kept: 12mo in production unless it is set; elsewhere there is none.',
    /^[1-9]\d{0,2}mo$/,
    'a number of months, such as 12mo',
  ).optional(),
  rpo: text(
    'How much work may be lost with the region of the shop. It decides how often a backup is made; what is lost within the region is restored to the second.',
    time,
    'minutes or hours, such as 24h',
  ).default('28h'),
  rto: text(
    'How long a recovery may take. A restore test that takes longer fails.',
    time,
    'minutes or hours, such as 4h',
  ).default('8h'),
  lock: lock.default({ mode: 'governance' }),
  recovery: section('Where copies are kept.', {
    region: region('Region of the copies; not the region of the shop.'),
    otherAccount: otherAccount.optional(),
  })
    .optional()
    .meta({
      description:
        'Where copies are kept. Without it production copies into a neighbouring region under the same law, where the kit knows one; elsewhere there is no copy.',
    }),
  restorations: whole(
    'How often the table of orders was restored under its name in its own region. A restored table has another stream, which nothing reads until this is raised (docs/recovery.md).',
    0,
    1000,
    'a number from 0 to 1000, one more than before',
  ).default(0),
});

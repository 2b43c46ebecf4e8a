import { choice, day, region, section, text, words } from './fields.ts';

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

export const backup = section('How the data is kept, and how fast it is back.', {
  daily: text('How long daily backups are kept.', /^[1-9]\d{0,3}d$/, 'a number of days, such as 35d'),
  monthly: text('How long monthly backups are kept.', /^[1-9]\d{0,2}mo$/, 'a number of months, such as 12mo'),
  rpo: text('How much work may be lost.', /^[1-9]\d{0,3}[mh]$/, 'minutes or hours, such as 24h'),
  rto: text('How long a recovery may take.', /^[1-9]\d{0,3}[mh]$/, 'minutes or hours, such as 4h'),
  lock,
  recovery: section('Where copies are kept.', {
    region: region('Region of the copies; not the region of the shop.'),
  }).optional(),
});

import * as z from 'zod';
import { choice, day, email, hostName, section, text, words } from './fields.ts';

const ramp = section(
  'How receivers are asked to treat forged mail at first, where the name has sent mail before. After each of the two days the check fails until the next step is written.',
  {
    policy: choice('The present step: forged mail is only reported, or it goes to the junk folder.', [
      'none',
      'quarantine',
    ]),
    begins: day('First day of the ramp.'),
    noneUntil: day('Last day of none, at most 60 days after the first; then write policy: quarantine.'),
    quarantineUntil: day(
      'Last day of quarantine, at most 60 days after that of none; then remove the ramp, and forged mail is rejected.',
    ),
  },
);

const reports = email('Takes the reports of receivers about mail in the name.', 'dmarc@boutique.example');

const dmarc = section('What receivers are asked to do with mail that is forged in the name (RFC 9989).', {
  reports: reports.optional(),
  ramp: ramp.optional(),
  owner: words(
    'Who has the DMARC record, where that is somebody else. None is written, and that it is right is reported as declared by this owner, never as passed.',
    'who has the DMARC record, such as it@boutique.example',
  ).optional(),
});

const serversWanted = 'a list of one to ten mail servers, such as [mx.mailhost.example]';

const receives = section('The name receives mail, at servers that somebody else runs.', {
  servers: z
    .array(hostName('A mail server.', 253, 'a host name in lower case, such as mx.mailhost.example'), {
      error: serversWanted,
    })
    .min(1, { error: serversWanted })
    .max(10, { error: serversWanted })
    .meta({
      description:
        'The servers, the preferred one first. Others may only deliver to them by TLS, with a certificate of their name (MTA-STS).',
    }),
  tlsReports: email('Takes the reports of others about TLS to the servers.', 'tls@boutique.example'),
});

const wanted = 'none, or a mapping with from';

export const mail = z
  .union(
    [
      z.literal('none', { error: wanted }),
      section('The shop sends mail.', {
        from: hostName(
          'What the addresses of its mail have after the @: a name in the zone, or that of the zone.',
          236,
          'a host name in lower case, such as mail.boutique.example',
        ),
        dmarc: dmarc.optional(),
        receives: receives.optional(),
        ownedBy: text(
          'The environment that has the identity of the name and its records, where that is another one in the same account and region.',
          /^[a-z][a-z0-9]{0,7}$/,
          'the name of an environment, such as prod',
        ).optional(),
      }),
    ],
    { error: wanted },
  )
  .default('none')
  .meta({ description: 'Whether the shop sends mail, and from which name.' });

import * as z from 'zod';
import { day, section, text } from './fields.ts';

const languagesWanted = 'a list of one to five language tags, such as [en]';

/** What `/.well-known/security.txt` says beside the security contact (RFC 9116). */
export const securityTxt = section(
  'Serves /.well-known/security.txt, which tells whoever finds a vulnerability whom to write to: the security contact of this file.',
  {
    reviewed: day(
      'When somebody of the shop last made sure that the contact answers. The text expires 364 days later, and the check fails from 30 days before that until a later day stands here.',
    ),
    languages: z
      .array(
        text(
          'A language that the contact understands.',
          /^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/,
          'the tag of a language, such as en',
        ),
        { error: languagesWanted },
      )
      .min(1, { error: languagesWanted })
      .max(5, { error: languagesWanted })
      .meta({ description: 'The languages that the contact understands, as tags (RFC 5646).' }),
    policy: text(
      'Address of the page that says how reports are treated.',
      /^https:\/\/(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])(?:\/[A-Za-z0-9._~/-]{0,200})?$/,
      'an https address without port and query, such as https://shop.boutique.example/security/',
    ).optional(),
  },
).optional();

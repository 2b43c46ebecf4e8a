import * as z from 'zod';
import { choice, section, whole } from './fields.ts';

const wanted = 'none, or a mapping with signUp';

export const customers = z
  .union(
    [
      z.literal('none', { error: wanted }),
      section('Shoppers sign in, in a user pool of Amazon Cognito, to see their own orders.', {
        signUp: choice(
          'Who gets an account: whoever confirms a mail address, or whom somebody of the shop invites.',
          ['open', 'invitation'],
        ),
        signIn: choice(
          'How shoppers sign in: with a password of at least 14 characters, or also with a passkey. Cognito keeps the password beside passkeys, for whoever has none yet.',
          ['password', 'passkey'],
        ).default('passkey'),
        secondFactor: choice(
          'Whether a password takes a code of an authenticator app besides; optional leaves it to each shopper. A passkey that asks for finger, face or PIN counts as both.',
          ['optional', 'required'],
        ).default('optional'),
        idleMinutes: whole(
          'Minutes without a request after which a shopper is signed out.',
          5,
          120,
          'a number of minutes from 5 to 120',
        ).default(30),
        longestHours: whole(
          'Hours after which a shopper signs in again, whatever they do meanwhile.',
          1,
          24,
          'a number of hours from 1 to 24',
        ).default(12),
      }),
    ],
    { error: wanted },
  )
  .default('none')
  .meta({
    description: 'Whether shoppers can sign in; without it they see an order by a link that expires.',
  });

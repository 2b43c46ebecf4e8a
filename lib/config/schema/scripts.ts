import * as z from 'zod';
import { section, text, words } from './fields.ts';

const page = text(
  'A CloudFront path pattern.',
  /^\/[A-Za-z0-9_.*$/~@:+&?-]{0,254}$/,
  'a path pattern that starts with a slash, such as /product/*',
);

const host =
  '(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])(?::[1-9][0-9]{0,4})?';

/** An origin of somebody else, by its full name: a wildcard would let anybody in who can have a name below it. */
export function origin(description: string, example: string) {
  return text(
    description,
    new RegExp(`^https://${host}$`),
    `an https origin without a path, such as ${example}`,
  );
}

const collector = text(
  'Origin that it may reach.',
  new RegExp(`^(?:https|wss)://${host}$`),
  'an https or wss origin without a path, such as https://collect.analytics.example',
);

function origins(description: string, example: string) {
  return z
    .array(origin('Origin that it may reach.', example), {
      error: `a list of https origins, such as [${example}]`,
    })
    .default([])
    .meta({ description });
}

const onPaymentPages = section(
  'Lets it run on payment pages among its pages. Without it no pattern brings a script there.',
  {
    justification: words(
      'Why a payment page cannot do without it, in business or technical terms (PCI DSS v4.0.1, 6.4.3).',
      'why a payment page needs the script, such as "finds fraud while the card is entered"',
    ),
  },
);

const script = section('One third-party script that the shop has authorized (PCI DSS v4.0.1, 6.4.3).', {
  host: origin('Origin that serves the script.', 'https://cdn.analytics.example'),
  owner: words(
    'Who answers for the script inside the company.',
    'who answers for the script, such as marketing@boutique.example',
  ),
  reason: words(
    'Why the shop needs it.',
    'why the shop needs the script, such as "counts visits for the yearly report"',
  ),
  pages: z
    .array(page, { error: 'a list of path patterns, such as ["/product/*"]' })
    .min(1, { error: 'at least one path pattern, such as ["/product/*"]' })
    .meta({
      description:
        'The pages that may run it; /* means every page. Payment pages are never among them without onPaymentPages.',
    }),
  except: z
    .array(page, { error: 'a list of path patterns, or [] for none' })
    .default([])
    .meta({ description: 'Pages among these that may not run it.' }),
  connect: z
    .array(collector, { error: 'a list of origins, such as [https://collect.analytics.example]' })
    .default([])
    .meta({ description: 'Origins that it sends data to and fetches data from (connect-src).' }),
  image: origins(
    'Origins that it loads images and pixels from (img-src).',
    'https://pixel.analytics.example',
  ),
  style: origins('Origins that it loads stylesheets from (style-src).', 'https://cdn.reviews.example'),
  font: origins('Origins that it loads fonts from (font-src).', 'https://fonts.reviews.example'),
  frame: origins('Origins whose pages it shows in frames (frame-src).', 'https://widget.reviews.example'),
  media: origins('Origins that it plays sound or video from (media-src).', 'https://media.reviews.example'),
  onPaymentPages: onPaymentPages.optional(),
});

export const scripts = z.array(script, { error: 'a list of scripts, or [] for none' }).default([]).meta({
  description: "Third-party scripts besides the gateways' own. They enter the CSP and the script inventory.",
});

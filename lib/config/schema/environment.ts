import * as z from 'zod';
import { launchStages } from '../../contract/launch.ts';
import { backup } from './backup.ts';
import { concurrency } from './concurrency.ts';
import { customers } from './customers.ts';
import { delivery } from './delivery.ts';
import { existing } from './existing.ts';
import { choice, day, hostName, region, section, text, whole } from './fields.ts';
import { firewall } from './firewall.ts';
import { mail } from './mail.ts';
import { orders } from './orders.ts';
import { payments } from './payments.ts';
import { people } from './people.ts';
import { origin } from './scripts.ts';
import { site } from './site.ts';
import { tags } from './tags.ts';

const zone = section('The Route 53 zone that holds the records of the domain.', {
  name: hostName('Name of the zone.', 253, 'the name of the zone, such as boutique.example'),
  id: text(
    "Id of a zone that exists: only the shop's own records are written to it. Without an id the environment owns a zone for its domain.",
    /^Z[A-Z0-9]{1,31}$/,
    'the id of a hosted zone, such as Z0123456789ABC',
  ).optional(),
});

const zonesWanted = '2, 3, or the names of two or three zones, such as [eu-west-1a, eu-west-1b]';

const zoneNames = z
  .array(
    text(
      'Name of a zone.',
      /^[a-z]{2}(?:-[a-z]+)+-\d[a-z]$/,
      'the name of an availability zone, such as eu-west-1a',
    ),
    { error: zonesWanted },
  )
  .min(2, { error: zonesWanted })
  .max(3, { error: zonesWanted });

const availabilityZones = z
  .union([z.literal(2), z.literal(3), zoneNames], { error: zonesWanted })
  .default(2)
  .meta({
    description:
      'How many availability zones the network spans, or which. Names keep the subnets in place whatever AWS lists first.',
  });

export const environment = section('One deployable copy of the shop.', {
  purpose: choice(
    'Production takes real money from shoppers; an environment that is not production never does.',
    ['production', 'non-production'],
  ),
  account: text(
    'AWS account that the environment lives in.',
    /^\d{12}$/,
    'a 12-digit AWS account id in quotes, such as "111111111111"',
  ),
  region: region('AWS region of everything that does not live at the edge.'),
  // A certificate's first name may have 64 characters.
  domain: hostName(
    'Public host name of the shop.',
    64,
    'a host name in lower case of at most 64 characters, such as shop.boutique.example',
  ),
  zone,
  launch: choice(
    'How far the shop has moved in. shadow answers under the name that CloudFront gives, for chosen addresses alone; cutover also takes the names of the shop; live also leads them there, by records in the zone.',
    launchStages,
  ).default('live'),
  aliases: z
    .array(
      hostName(
        'Another host name of the shop, in its zone.',
        253,
        'a host name in lower case, such as www.boutique.example',
      ),
      { error: 'a list of host names, or [] for none' },
    )
    .default([])
    .meta({
      description:
        'Other names of the shop, such as www or the name of the zone. Each is redirected to the domain.',
    }),
  redirects: text(
    'File with the old addresses of the shop and where they lead, relative to this file: CSV or JSON with from, to and 301, 302 or 410.',
    /^[^\s].*\.(?:csv|json)$/,
    'the path of a CSV or JSON file, such as redirects.csv',
  ).optional(),
  redirectHosts: z
    .array(
      hostName('Host of somebody else.', 253, 'a host name in lower case, such as blog.boutique.example'),
      {
        error: 'a list of host names, or [] for none',
      },
    )
    .default([])
    .meta({ description: 'Hosts beside the domain that old addresses may lead to.' }),
  site,
  embedding: z
    .array(origin('Origin of a site that shows the shop in a frame.', 'https://magazine.example'), {
      error: 'a list of https origins, or [] for none',
    })
    .default([])
    .meta({
      description:
        'Other sites that may show pages of the shop in a frame. Payment pages are never framed, so links to them lead out of the frame; and since cookies of the shop stay out of it, nobody is signed in inside it (docs/embedding.md).',
    }),
  payments,
  orders: orders.prefault({}),
  preloadHsts: z.boolean({ error: 'true or false' }).default(false).meta({
    description:
      'Asks browsers to preload HTTPS for the domain and everything below it, which takes months to undo. Only where the domain is the name of the zone itself.',
  }),
  includeSubdomains: z.boolean({ error: 'true or false' }).optional().meta({
    description:
      'Whether HSTS and the CAA record may bind every name below the domain. They do wherever those names are the shop’s; where the domain is the name of a zone that exists, they are the whole company’s, so that it takes true.',
  }),
  hstsRamp: section(
    'How long browsers are held to HTTPS at first, where a shop moves in that can still move back. Once it ends the check fails until the setting is removed, and browsers are held for two years.',
    {
      maxAge: whole(
        'For how many seconds a browser is held; no longer than it takes to move back.',
        300,
        2_592_000,
        'a number of seconds from 300 to 2592000, such as 300',
      ),
      begins: day('First day of the ramp.'),
      ends: day('Last day of the ramp, at most 28 days later.'),
    },
  ).optional(),
  availabilityZones,
  egress: choice(
    'What decides which hosts the functions may call. With dns-firewall they live in the network, behind a NAT gateway, and resolve the names of the gateways and nothing else; production always has it. Without it they live outside the network and may call any host.',
    ['dns-firewall', 'network-firewall'],
  ).optional(),
  natZones: whole(
    'In how many availability zones the NAT gateway has a fixed address. One is the cheapest; while its zone fails, functions reach no gateway.',
    1,
    3,
    'a number from 1 to 3',
  ).default(1),
  firewall: firewall.default({ count: [] }),
  concurrency: concurrency.optional(),
  backup: backup.prefault({}),
  delivery: delivery.optional(),
  people,
  customers,
  mail,
  tags,
  existing: existing.default({}),
});

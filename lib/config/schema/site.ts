import * as z from 'zod';
import { usualPlaces } from '../../contract/paths.ts';
import { choice, section, text, whole, words } from './fields.ts';

function path(description: string, example: string) {
  return text(
    description,
    /^(?=.{3,100}$)\/(?:[A-Za-z0-9_~@-][A-Za-z0-9_.~@-]*\/)+$/,
    `a path with a slash at both ends, such as ${example}`,
  );
}

const staticSite = section('A folder of static pages.', {
  path: words(
    'Folder with the pages, relative to this file; it holds index.html.',
    'the folder of the pages, such as site',
  ),
  catalogue: text(
    'File in that folder with the products and their prices: what a payment is made of, whatever a page says.',
    /^[A-Za-z0-9_~@][A-Za-z0-9_.~@-]{0,99}\.json$/,
    'the name of a JSON file in the folder of the pages, such as catalogue.json',
  ).default('catalogue.json'),
  texts: words(
    'Folder with texts of the shop, relative to this file, one file for each language, such as de.json: they replace those that shoppers read of the functions, and add languages.',
    'the folder of the texts, such as texts',
  ).optional(),
  cart: path(
    'Path of the page on which shoppers see what they have chosen and change it. Without it that is the checkout.',
    '/cart/',
  ).optional(),
  checkout: path(
    'Path below which shoppers confirm an order and meet the gateway. Its pages are payment pages: the sources of the gateways, no cache, no frame around them, and no script of third parties without onPaymentPages.',
    '/checkout/',
  ).default(usualPlaces.checkout),
  return: path(
    'Path of the page that a gateway leads back to, a payment page as well. Without it that is done/ below the checkout.',
    '/checkout/done/',
  ).optional(),
});

const containerSite = section('A container that renders the pages.', {
  image: text(
    'Container image, pinned by its digest so that what was reviewed is what runs.',
    /^[a-z0-9][a-z0-9._:/-]*@sha256:[0-9a-f]{64}$/,
    'an image with its digest, such as registry.example/shop@sha256: and 64 hexadecimal digits',
  ),
  port: whole('Port that the container listens on.', 1, 65_535, 'a port from 1 to 65535, such as 3000'),
  health: text(
    'Path that answers 200 while the container is well.',
    /^\/[A-Za-z0-9_./~-]{0,254}$/,
    'a path that starts with a slash, such as /healthz',
  ),
  csp: choice(
    'Who writes the script sources of the content security policy. With origin-nonce the container does, with a nonce per answer; without, CloudFront does.',
    ['origin-nonce'],
  ).optional(),
});

export const site = z
  .union([staticSite, containerSite], { error: '{ path: FOLDER }' })
  .meta({ description: 'What shoppers see.' });

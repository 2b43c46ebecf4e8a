import type { StorefrontConfig } from '../config/storefront-config.ts';

/** Where it is served (RFC 9116, 3). */
export const securityTxtPath = '/.well-known/security.txt';

type SecurityTxt = NonNullable<StorefrontConfig['securityTxt']>;

// RFC 9116, 2.5.5, recommends less than a year.
const validDays = 364;

/** Last day, `YYYY-MM-DD`, on which the text counts: nobody has to trust it for longer after the contact was last tried. */
export function securityTxtExpiry({ reviewed }: Pick<SecurityTxt, 'reviewed'>): string {
  return new Date(Date.parse(reviewed) + validDays * 86_400_000).toISOString().slice(0, 10);
}

/** The text for a shop. A mistake in it would be one of the storefront file's, so there is none to report. */
export function securityTxtOf(
  securityTxt: SecurityTxt,
  { domain, contact }: { readonly domain: string; readonly contact: string },
): string {
  const { languages, policy } = securityTxt;
  return [
    `Contact: mailto:${contact}`,
    `Expires: ${securityTxtExpiry(securityTxt)}T23:59:59Z`,
    `Canonical: https://${domain}${securityTxtPath}`,
    `Preferred-Languages: ${languages.join(', ')}`,
    ...(policy === undefined ? [] : [`Policy: ${policy}`]),
    '',
  ].join('\n');
}

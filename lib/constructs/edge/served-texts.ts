import { ConfigError } from '../../config/config-error.ts';
import { mistake } from '../../config/mistake.ts';
import { mtaStsPath, policyHost } from '../../contract/mail.ts';
import { mtaStsPolicy } from '../../site/mta-sts.ts';
import { type Site, shown } from '../../site/read-site.ts';
import { securityTxtOf, securityTxtPath } from '../../site/security-txt.ts';
import type { Storefront } from '../contract/storefront.ts';

/** The texts that the edge answers with by itself, by host and path. Throws a `ConfigError` where the site has a file of the same address. */
export function servedTexts(storefront: Storefront, site: Site): Readonly<Record<string, string>> {
  return { ...securityText(storefront, site), ...mailPolicy(storefront) };
}

function securityText({ securityTxt, contacts, profile }: Storefront, { files, folder }: Site) {
  if (!securityTxt) return {};
  const name = securityTxtPath.slice(1);
  if (files.some((file) => file.name === name)) {
    const remedy = 'remove the file, or securityTxt from the storefront file';
    throw new ConfigError(shown(folder, name), [
      mistake([], 'a file where the text of securityTxt is served', remedy),
    ]);
  }
  const { domain } = profile;
  return {
    [`${domain}${securityTxtPath}`]: securityTxtOf(securityTxt, { domain, contact: contacts.security }),
  };
}

function mailPolicy({ profile: { mail } }: Storefront) {
  return mail?.receives ? { [`${policyHost(mail.from)}${mtaStsPath}`]: mtaStsPolicy(mail.receives) } : {};
}

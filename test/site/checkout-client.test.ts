import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import type { StorefrontProfile } from '../../lib/contract/schema.ts';
import { packagePath } from '../../lib/package-root.ts';
import { readSite } from '../../lib/site/read-site.ts';
import { integrityOf } from '../../lib/site/script-integrity.ts';
import { scriptInventory } from '../../lib/site/script-inventory.ts';
import { siteFolder } from '../support/site-folder.ts';
import { storefront } from '../support/storefront.ts';

const client = readFileSync(packagePath('dist', 'client', 'palisade-checkout.nb.js'), 'utf8');
const hash = integrityOf(Buffer.from(client));
const tag = `<script type="module" src="/assets/kasse.js" integrity="${hash}"></script>`;
const pay = '<script type="module" src="/assets/pay.js"></script>';

/** The inventory of a shop whose payment page has these scripts; the site calls its copy of the client kasse.js. */
function inventoryOf(scripts: string) {
  const files = {
    'checkout/index.html': `<!doctype html>\n<title>Kasse</title>\n${scripts}`,
    'assets/kasse.js': client,
    'assets/pay.js': "import { openCheckout } from './kasse.js'; openCheckout();",
  };
  return scriptInventory(storefront as unknown as StorefrontProfile, readSite(siteFolder(files)));
}

test('the inventory of a payment page knows the hash of the client that the page pins', () => {
  const { scripts } = inventoryOf(`${tag}\n${pay}`);
  expect(scripts.filter(({ kind }) => kind === 'own')).toContainEqual(
    expect.objectContaining({ path: '/assets/kasse.js', integrity: hash }),
  );
});

describe('is refused, with the hash to write:', () => {
  test.each([
    [
      'a client that only another script imports',
      pay,
      `the checkout client "/assets/kasse.js" without a tag of its own, add ${tag} before the script that imports it`,
    ],
    [
      'a client whose tag has no hash',
      `<script type="module" src="/assets/kasse.js"></script>${pay}`,
      `:3: found the checkout client "/assets/kasse.js" without integrity, write integrity="${hash}"`,
    ],
    [
      'a client with the hash of another one',
      `<script type="module" src="/assets/kasse.js" integrity="${integrityOf(Buffer.from('other'))}"></script>${pay}`,
      `an integrity that "/assets/kasse.js" does not have, write ${hash}`,
    ],
    [
      'a client that is asked for before its hash is known',
      `${pay}\n${tag}`,
      ':3: found a script that imports "/assets/kasse.js" before its tag, put the tag of the client first',
    ],
  ])('%s', (_, scripts, sentence) => {
    expect(() => inventoryOf(scripts)).toThrow(sentence);
  });
});

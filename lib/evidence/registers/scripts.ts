import type { ReadRegister } from './register.ts';

/** Every script that payment pages load from elsewhere, with who answers for it and why it runs. */
export const scripts: ReadRegister = ({ storefront }) => {
  const { paymentPages } = storefront;
  return {
    id: 'scripts',
    title: 'Scripts of payment pages',
    about: `What payment pages (${paymentPages.patterns.join(', ')}) run besides the shop's own scripts, with owner and justification (PCI DSS 6.4.3).${paymentPages.unknown === undefined ? '' : ` Unknown: ${paymentPages.unknown}.`}`,
    columns: ['source', 'pages', 'owner', 'justification'],
    rows: paymentPages.scripts.map(({ source, pages, authorisedBy, reason }) => [
      source,
      pages.join(', '),
      authorisedBy,
      reason,
    ]),
  };
};

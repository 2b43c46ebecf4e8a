import { describeEachFailure, firstDeploymentsOf } from '../support/each-failure.ts';

const shop = firstDeploymentsOf('prod', {
  mail: {
    from: 'mail.boutique.example',
    dmarc: { reports: 'dmarc@boutique.example' },
    receives: { servers: ['mx.mailhost.example'], tlsReports: 'tls@boutique.example' },
  },
});

// The boutique itself sends no mail; its other stacks have files of their own.
describeEachFailure(
  shop,
  shop.stacks.filter(({ name }) => name.endsWith('-mail')),
);

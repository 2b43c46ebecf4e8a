import { describeEachFailure, firstDeploymentsOf } from '../support/each-failure.ts';

const shop = firstDeploymentsOf('prod', { customers: { signUp: 'open', secondFactor: 'required' } });

// Nobody signs in to the boutique itself; its other stacks have files of their own.
describeEachFailure(
  shop,
  shop.stacks.filter(({ name }) => name.endsWith('-customers')),
);

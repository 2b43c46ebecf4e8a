import { describeEachFailure, firstDeploymentsOf, resourcesUnlike } from '../support/each-failure.ts';

const shop = firstDeploymentsOf('staging');

// Each environment has a file, so that two of them run at once.
describeEachFailure(shop, shop.stacks, resourcesUnlike('prod', { environment: 'staging' }));

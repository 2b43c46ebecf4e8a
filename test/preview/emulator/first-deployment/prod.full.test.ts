import { describeEachFailure, firstDeploymentsOf } from '../support/each-failure.ts';

// Each environment has a file, so that two of them run at once.
describeEachFailure(firstDeploymentsOf('prod'));

import { describeEachFailure, firstDeploymentsOfAccount } from '../support/each-failure.ts';

describeEachFailure(firstDeploymentsOfAccount());

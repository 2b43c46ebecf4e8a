import { testMutants } from './mutants.ts';

testMutants(Number.POSITIVE_INFINITY);

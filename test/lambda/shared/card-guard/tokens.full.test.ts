import { testTokens } from './tokens.ts';

testTokens(100_000);

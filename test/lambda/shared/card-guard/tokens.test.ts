import { testTokens } from './tokens.ts';

testTokens(2_000);

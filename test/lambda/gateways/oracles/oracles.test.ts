import { testAgreement } from './agreement.ts';

testAgreement(250);

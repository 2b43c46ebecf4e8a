import { testAgreement } from './agreement.ts';

testAgreement(5000);

import { testHostileTexts } from './hostile-texts.ts';

// The largest body that a load balancer hands over.
testHostileTexts(2 ** 20);

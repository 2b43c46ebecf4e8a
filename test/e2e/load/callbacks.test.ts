import { testCallbacks } from './callbacks.ts';

testCallbacks(2000, { minutes: 10 });

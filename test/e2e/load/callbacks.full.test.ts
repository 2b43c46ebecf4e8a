import { testCallbacks } from './callbacks.ts';

testCallbacks(10_000, { minutes: 30 });

import { testCallbacks } from './callbacks.ts';

testCallbacks(50_000, { minutes: 120 });

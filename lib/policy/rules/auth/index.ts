import type { Rule } from '../../rule.ts';
import { auth01 } from './auth-01.ts';
import { auth02 } from './auth-02.ts';
import { auth03 } from './auth-03.ts';
import { auth03Clients } from './auth-03-clients.ts';
import { auth04 } from './auth-04.ts';
import { auth05 } from './auth-05.ts';
import { auth05Graph } from './auth-05-graph.ts';
import { auth05Guests } from './auth-05-guests.ts';
import { auth05Listeners } from './auth-05-listeners.ts';
import { auth06Clients } from './auth-06-clients.ts';
import { auth06Providers } from './auth-06-providers.ts';

/** Sign-in: who comes in, by what, and what asks for it. */
export const authRules: readonly Rule[] = [
  auth01,
  auth02,
  auth03,
  auth03Clients,
  auth04,
  auth05,
  auth05Graph,
  auth05Guests,
  auth05Listeners,
  auth06Clients,
  auth06Providers,
];

import type { Rule } from '../../rule.ts';
import { sdlc03 } from './sdlc-03.ts';
import { sdlc05 } from './sdlc-05.ts';
import { sdlc06 } from './sdlc-06.ts';
import { sdlc06Automation } from './sdlc-06-automation.ts';
import { sdlc06Origin } from './sdlc-06-origin.ts';
import { sdlc06Settings } from './sdlc-06-settings.ts';
import { sdlc08 } from './sdlc-08.ts';

/** How software is built and kept: on what is still patched, and apart from what it is tried on. */
export const sdlcRules: readonly Rule[] = [
  sdlc03,
  sdlc05,
  sdlc06,
  sdlc06Origin,
  sdlc06Settings,
  sdlc06Automation,
  sdlc08,
];

import type { Rule } from '../../rule.ts';
import { sdlc03 } from './sdlc-03.ts';

/** How software is built and kept: on what is still patched. */
export const sdlcRules: readonly Rule[] = [sdlc03];

import type { Rule } from '../../rule.ts';
import { log01 } from './log-01.ts';
import { log02 } from './log-02.ts';
import { log03 } from './log-03.ts';
import { log04 } from './log-04.ts';
import { log04Buckets } from './log-04-buckets.ts';
import { log05 } from './log-05.ts';
import { log05Sources } from './log-05-sources.ts';
import { log06 } from './log-06.ts';
import { log06Groups } from './log-06-groups.ts';
import { log06Tasks } from './log-06-tasks.ts';
import { log07 } from './log-07.ts';
import { log07Levels } from './log-07-levels.ts';
import { log08 } from './log-08.ts';
import { log09 } from './log-09.ts';
import { log10 } from './log-10.ts';

/** Logs: written by everything that answers, to stores that keep them, without what they must not repeat. */
export const logRules: readonly Rule[] = [
  log01,
  log02,
  log03,
  log04,
  log04Buckets,
  log05,
  log05Sources,
  log06,
  log06Groups,
  log06Tasks,
  log07,
  log07Levels,
  log08,
  log09,
  log10,
];

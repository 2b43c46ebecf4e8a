import type { Rule } from '../../rule.ts';
import { hdr01 } from './hdr-01.ts';
import { hdr02 } from './hdr-02.ts';
import { hdr03 } from './hdr-03.ts';
import { hdr04 } from './hdr-04.ts';
import { hdr05 } from './hdr-05.ts';
import { hdr05Custom } from './hdr-05-custom.ts';
import { hdr05Robots } from './hdr-05-robots.ts';
import { hdr05Storage } from './hdr-05-storage.ts';
import { hdr06 } from './hdr-06.ts';
import { hdr06Isolation } from './hdr-06-isolation.ts';
import { hdr07 } from './hdr-07.ts';
import { hdr07Alarm } from './hdr-07-alarm.ts';
import { hdr08 } from './hdr-08.ts';
import { hdr08Edge } from './hdr-08-edge.ts';

/** Response headers: what browsers are told to refuse, to keep and to report. */
export const hdrRules: readonly Rule[] = [
  hdr01,
  hdr02,
  hdr03,
  hdr04,
  hdr05,
  hdr05Custom,
  hdr05Robots,
  hdr05Storage,
  hdr06,
  hdr06Isolation,
  hdr07,
  hdr07Alarm,
  hdr08,
  hdr08Edge,
];

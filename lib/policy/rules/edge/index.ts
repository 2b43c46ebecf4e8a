import type { Rule } from '../../rule.ts';
import { edge01 } from './edge-01.ts';
import { edge02 } from './edge-02.ts';
import { edge03 } from './edge-03.ts';
import { edge03Answers } from './edge-03-answers.ts';
import { edge03Elsewhere } from './edge-03-elsewhere.ts';
import { edge03Names } from './edge-03-names.ts';
import { edge04 } from './edge-04.ts';
import { edge05 } from './edge-05.ts';
import { edge05Bucket } from './edge-05-bucket.ts';
import { edge06 } from './edge-06.ts';
import { edge06Altered } from './edge-06-altered.ts';
import { edge06Entries } from './edge-06-entries.ts';
import { edge06Targets } from './edge-06-targets.ts';
import { edge07 } from './edge-07.ts';
import { edge08 } from './edge-08.ts';
import { edge09 } from './edge-09.ts';
import { edge09Alarms } from './edge-09-alarms.ts';
import { edge09Caa } from './edge-09-caa.ts';
import { edge10 } from './edge-10.ts';
import { edge10Alert } from './edge-10-alert.ts';

/** Edge, TLS and DNS. */
export const edgeRules: readonly Rule[] = [
  edge01,
  edge02,
  edge03,
  edge03Names,
  edge03Elsewhere,
  edge03Answers,
  edge04,
  edge05,
  edge05Bucket,
  edge06,
  edge06Altered,
  edge06Entries,
  edge06Targets,
  edge07,
  edge08,
  edge09,
  edge09Alarms,
  edge09Caa,
  edge10,
  edge10Alert,
];

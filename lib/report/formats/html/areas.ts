import { groupBy } from '../../../group-by.ts';
import type { RuleResult } from '../../report.ts';

/** What the rules of an area are about, by the beginning of their ids. */
const areaNames: Readonly<Record<string, string>> = {
  EDGE: 'Names, certificates and delivery',
  HDR: 'Headers of responses',
  WAF: 'Web firewall',
  DATA: 'Stored data',
  NET: 'Network',
  IAM: 'Rights of roles',
  AUTH: 'Sign-in of shoppers',
  KEY: 'Keys',
  SEC: 'Secrets',
  MAIL: 'Mail',
  LOG: 'Logs',
  BKP: 'Backups and recovery',
  DET: 'Detection and alarms',
  PAY: 'Payments',
  SDLC: 'Code and its delivery',
  PROC: 'Procedures',
  TEMPLATE: 'Templates',
  ACCEPTANCE: 'Acceptances',
};

/** Rules that are about one thing. */
interface Area {
  readonly name: string;
  readonly rules: readonly RuleResult[];
}

/** The rules by area, in the order in which they come. An area that has no name here goes by the beginning of its ids. */
export function areasOf(rules: readonly RuleResult[]): readonly Area[] {
  const groups = groupBy(rules, ({ id }) => id.split('-', 1).join());
  return [...groups].map(([start, own]) => ({ name: areaNames[start] ?? start, rules: own }));
}

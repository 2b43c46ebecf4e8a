import { mail01 } from '../../../../lib/policy/rules/mail/mail-01.ts';
import settled from '../../../../lib/policy/rules/mail/warn-cases.json' with { type: 'json' };
import { testWarnCases } from '../../../support/warn-cases.ts';
import { dmarc, domain } from './domain.ts';

/** The record alone: what is good about it is said of it, and nothing else is asked. */
const alone = (text: string) =>
  domain(
    ...['Zone', 'Identity', 'Dkim1', 'Dkim2', 'Dkim3', 'Bounces', 'BouncesSpf', 'Spf', 'Configuration'].map(
      (name) => [name, undefined] as const,
    ),
    dmarc(text),
  );

testWarnCases(settled.cases, {
  'a DMARC record with p=none': {
    rule: mail01,
    template: alone('v=DMARC1; p=none; rua=mailto:dmarc@moss.example'),
    says: 'one DMARC record with p=quarantine or p=reject, the same or more for names below, and no test mode',
  },
  'a DMARC record with pct, rf or ri that change nothing': {
    rule: mail01,
    template: alone('v=DMARC1; p=reject; pct=100; rua=mailto:dmarc@moss.example'),
    says: 'pct, rf and ri mean nothing any more (RFC 9989)',
  },
});

import type { AccountTemplates } from '../../../cloudformation/model/model.ts';
import type { Resource, Template } from '../../../cloudformation/model/types.ts';
import { regionSettingsType } from '../../../contract/region-settings.ts';
import { lacking, ofService } from '../../account-services.ts';
import { bestOf, inTurn } from '../../choices.ts';
import { expectNumber } from '../../expect.ts';
import type { Observation } from '../../observation.ts';
import type { Remark } from '../../remark.ts';
import type { Rule } from '../../rule.ts';

/** PCI DSS v4.0.1, 8.3.6, 8.3.7 and 8.3.9, asks for 12 characters, 4 remembered passwords and 90 days; CIS for 14 and 24. */
const asked = {
  LeastLength: { min: 14 },
  Remembered: { min: 24 },
  EndsAfterDays: { min: 1, max: 90 },
} as const;

/** No type of CloudFormation sets the rules for passwords, so the kit's own custom resource does. */
export const iam04Account: Rule = {
  id: 'IAM-04-account',
  title: 'Passwords of IAM users have at least 14 characters, end after 90 days, and are not used again',
  severity: 'medium',
  types: [],
  account: { subject: 'the rules for passwords of IAM users', check: passwords },
  why: 'Whoever keeps a user for emergencies has a password for it, and the rules of AWS by themselves take eight letters.',
  fix: 'Deploy the account stack of the kit, whose settings hold PasswordPolicy with LeastLength 14, Remembered 24 and EndsAfterDays 90.',
  controls: ['IAM-04'],
  since: '0.1.0',
  stage: 'enforced',
  check: () => [],
};

function passwords(account: AccountTemplates): readonly (Observation | Remark)[] {
  return ofService(account, { control: 'IAM-04', regions: 'home' }, inHome);
}

function inHome(template: Template): readonly (Observation | Remark)[] {
  const settings = template.ofType(regionSettingsType).filter((one) => one.isMade() !== false);
  if (settings.length === 0) {
    return [
      lacking(template, {
        status: 'fail',
        type: regionSettingsType,
        what: 'setting of the rules for passwords',
      }),
    ];
  }
  return bestOf(inTurn(settings, rulesIn), []);
}

function rulesIn(settings: Resource): readonly Observation[] {
  const policy = settings.property('PasswordPolicy');
  return Object.entries(asked).map(([name, bounds]) => expectNumber(policy.at(name), bounds));
}

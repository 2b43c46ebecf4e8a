import type { RuleText } from '../rule.ts';

/** A macro adds resources at deployment, where no rule sees them. */
export const templateWrittenOut: RuleText = {
  id: 'TEMPLATE-written-out',
  title: 'Every resource is written out in a template that was given',
  severity: 'high',
  why: 'A macro, a loop or a nested stack whose template is elsewhere makes resources that nobody sees, and so nobody has judged.',
  fix: 'Judge the processed template (aws cloudformation get-template --template-stage Processed), or write the resources out; give the folder that holds nested templates too.',
  controls: [],
  since: '0.1.0',
  stage: 'enforced',
};

/** Rules trust the contract, so one that cannot be read is worse than none. */
export const templateContract: RuleText = {
  id: 'TEMPLATE-contract',
  title: 'What a storefront or an account says about itself can be read',
  severity: 'high',
  why: 'Without its contract a storefront or an account would be judged as somebody else’s template, and absent controls would pass.',
  fix: 'Let the kit write Metadata.Palisade, with the version that this command reads.',
  controls: [],
  since: '0.1.0',
  stage: 'enforced',
};

import { expansions } from '../../cloudformation/model/expansions.ts';
import { section } from '../../cloudformation/model/json.ts';
import type { AccountTemplates, Model, StorefrontTemplates } from '../../cloudformation/model/model.ts';
import { wholeTemplate } from '../../cloudformation/model/resource.ts';
import type { Template } from '../../cloudformation/model/types.ts';
import { Observation, observation } from '../observation.ts';
import type { RuleText } from '../rule.ts';
import { contractContradictions } from './contract-contradictions.ts';
import { templateSecrets, templateSecretsRule } from './template-secrets.ts';

/** What can be said against a template as a whole, before any rule looks at its resources. */
export interface TemplateObservation {
  readonly rule: RuleText;
  readonly seen: Observation;
}

/** Everything in the templates that keeps rules from seeing what will be deployed. */
export function templateObservations(model: Model): readonly TemplateObservation[] {
  return [
    ...model.templates.flatMap((template) => [
      ...macros(template),
      ...loops(template),
      ...includes(template),
      ...contract(template),
      ...templateSecrets(template).map((seen) => ({ rule: templateSecretsRule, seen })),
    ]),
    ...[...model.storefronts, ...model.accounts].flatMap(contradictions),
    ...nestedElsewhere(model),
  ];
}

/** The one transform that adds functions, but by itself no resources. */
const languageExtensions = 'AWS::LanguageExtensions';

function macros(template: Template): readonly TemplateObservation[] {
  const written = template.body['Transform'];
  const transforms = written === undefined ? [] : Array.isArray(written) ? written : [written];
  return transforms
    .filter((transform) => transform !== languageExtensions)
    .map((transform) =>
      unseen(template, 'Transform', typeof transform === 'string' ? transform : JSON.stringify(transform)),
    );
}

function loops(template: Template): readonly TemplateObservation[] {
  return Object.keys(section(template.body, 'Resources'))
    .filter((key) => key.startsWith('Fn::'))
    .map((key) => unseen(template, `Resources.${key}`, key));
}

/** What a function that brings further entries adds beside others is seen by no rule; alone it is a value like any. */
function includes(template: Template): readonly TemplateObservation[] {
  return expansions(template.body)
    .filter((path) => !/^Resources\.[^.]+$/.test(path))
    .map((path) => unseen(template, path, path.split('.').find((step) => step.startsWith('Fn::')) ?? path));
}

function nestedElsewhere(model: Model): readonly TemplateObservation[] {
  return model
    .ofType('AWS::CloudFormation::Stack')
    .filter((resource) => model.nestedIn(resource) === undefined)
    .map((resource) => ({
      rule: templateWrittenOut,
      seen: observation('unknown', resource.property('TemplateURL'), {
        expected: 'a template that was given',
      }),
    }));
}

function unseen(template: Template, path: string, actual: string): TemplateObservation {
  return {
    rule: templateWrittenOut,
    seen: new Observation({
      status: 'unknown',
      resource: wholeTemplate(template),
      place: path,
      about: actual,
      actual,
      expected: 'resources that are written out',
      says: `makes resources at deployment that were not seen: ${actual}`,
    }),
  };
}

function contract(template: Template): readonly TemplateObservation[] {
  return (template.contract?.mistakes ?? []).map((mistake) =>
    broken(template, { about: mistake, mistake, says: `cannot be read: ${mistake}` }),
  );
}

function contradictions(group: StorefrontTemplates | AccountTemplates): readonly TemplateObservation[] {
  return contractContradictions(group).map(({ template, about, mistake }) =>
    broken(template, { about, mistake, says: `cannot be true: ${mistake}` }),
  );
}

interface Broken {
  readonly about: string;
  readonly mistake: string;
  readonly says: string;
}

function broken(template: Template, { about, mistake, says }: Broken): TemplateObservation {
  return {
    rule: templateContract,
    seen: new Observation({
      status: 'fail',
      resource: wholeTemplate(template),
      place: 'Metadata.Palisade',
      about,
      actual: mistake,
      expected: 'a contract that this version reads',
      says,
    }),
  };
}

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

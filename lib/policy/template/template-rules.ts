import { expansionsOf, hidersIn } from '../../cloudformation/hidden-resources.ts';
import type { AccountTemplates, Model, StorefrontTemplates } from '../../cloudformation/model/model.ts';
import { wholeTemplate } from '../../cloudformation/model/resource.ts';
import type { Template } from '../../cloudformation/model/types.ts';
import { Observation, observation } from '../observation.ts';
import type { RuleText } from '../rule.ts';
import { contractContradictions } from './contract-contradictions.ts';
import { expiringSecurityTxt, securityTxtCounts } from './security-txt.ts';
import { foreignAccounts, templateAccounts } from './template-accounts.ts';
import { templateSecrets, templateSecretsRule } from './template-secrets.ts';

/** What can be said against a template as a whole, before any rule looks at its resources. */
export interface TemplateObservation {
  readonly rule: RuleText;
  readonly seen: Observation;
}

/** Everything in the templates that keeps rules from seeing what will be deployed, and what counts no longer on a day. */
export function templateObservations(model: Model, asOf?: string): readonly TemplateObservation[] {
  return [
    ...model.templates.flatMap((template) => [
      ...unreadable(template),
      ...expanded(template),
      ...contract(template),
      ...templateSecrets(template).map((seen) => ({ rule: templateSecretsRule, seen })),
      ...foreignAccounts(template).map((seen) => ({ rule: templateAccounts, seen })),
    ]),
    ...[...model.storefronts, ...model.accounts].flatMap(contradictions),
    ...hidden(model),
    ...expiringSecurityTxt(model, asOf).map((seen) => ({ rule: securityTxtCounts, seen })),
  ];
}

/** One finding says all of it: whoever judges the processed template has answered each part. */
function expanded(template: Template): readonly TemplateObservation[] {
  const places = expansionsOf(template);
  const [first] = places;
  if (!first) return [];
  const shown = places
    .slice(0, mostShown)
    .map(({ path, by }) => (path === 'Transform' ? by : `${by} at ${path}`));
  const more = places.length > mostShown ? [`${places.length - mostShown} more`] : [];
  const actual = [...shown, ...more].join(', ');
  return [
    {
      rule: templateWrittenOut,
      seen: new Observation({
        status: 'unknown',
        resource: wholeTemplate(template),
        place: first.path,
        about: [...new Set(places.map(({ by }) => by))].join(', '),
        actual,
        expected: 'resources that are written out',
        says: `is not expanded, so what it makes at deployment was not seen: ${actual}`,
      }),
    },
  ];
}

const mostShown = 5;

function hidden(model: Model): readonly TemplateObservation[] {
  return hidersIn(model).map(({ place, expected, makes }) => {
    const seen = observation('unknown', place, { expected });
    return {
      rule: templateWrittenOut,
      seen:
        makes === undefined
          ? seen
          : seen.with({ says: `is ${place}, which makes ${makes}; nobody has seen them` }),
    };
  });
}

function unreadable(template: Template): readonly TemplateObservation[] {
  const { unreadable: sentence } = template;
  if (sentence === undefined) return [];
  return [
    {
      rule: templateReadable,
      seen: new Observation({
        status: 'unknown',
        resource: wholeTemplate(template),
        place: 'Resources',
        actual: 'unreadable',
        expected: 'a template that can be read',
        sentence,
      }),
    },
  ];
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
  why: 'A macro, a loop, a module, a product or a nested stack whose template is elsewhere makes resources that nobody sees, and so nobody has judged.',
  fix: 'Judge the processed template (aws cloudformation get-template --template-stage Processed), or write the resources out; give the folder that holds nested templates, and the functions of custom resources, too.',
  controls: [],
  since: '0.1.0',
  stage: 'enforced',
};

/** What cannot be read is not judged, and the other files of a folder do not answer for it. */
export const templateReadable: RuleText = {
  id: 'TEMPLATE-readable',
  title: 'Every file that holds a template can be read and is judged',
  severity: 'high',
  why: 'A deployment may read what this command does not, and then nobody has judged it.',
  fix: 'Correct the file at the place that is named, or keep what is no template, or belongs to no stack of the manifest, out of the folder.',
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

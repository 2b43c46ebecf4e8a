import { requirements } from '../../compliance/requirements.ts';
import { environmentsOf } from '../environment.ts';
import type { Evidence } from '../evidence.ts';
import { identified, type Metadata, metadataOf, type Resource, standardResource } from './document.ts';
import { type Aspect, aspects, controlId, objectiveId, uuidOf } from './identifiers.ts';
import { type Result, resultOf } from './result.ts';

/** What is assessed of a requirement, as objectives of the kit: one for each aspect. */
interface LocalObjective {
  readonly 'control-id': string;
  readonly description: string;
  readonly parts: readonly { readonly id: string; readonly name: string; readonly prose: string }[];
}

/** The part of OSCAL's assessment results that the kit writes. */
export interface AssessmentResults {
  readonly uuid: string;
  readonly metadata: Metadata;
  readonly 'import-ap': { readonly href: string };
  readonly 'local-definitions': { readonly 'objectives-and-methods': readonly LocalObjective[] };
  readonly results: readonly Result[];
  readonly 'back-matter': { readonly resources: readonly Resource[] };
}

const plan: Resource = {
  uuid: uuidOf('resource assessment plan'),
  title: 'No assessment plan',
  description:
    'Nobody wrote one. Every rule that the manifest of the bundle names was asked of every template that it lists.',
  rlinks: [{ href: '../manifest.json', 'media-type': 'application/json' }],
};

/** What a satisfied objective means, and whether anybody looked at what is deployed. */
function remarksOn({ live = [] }: Evidence): string {
  const deployed =
    live.length === 0
      ? 'Design only: nobody looked at what is deployed.'
      : 'Deployed is what a look saw of an account, at the time of each observation.';
  return `Design is what rules saw in templates. ${deployed} Operated is what records and written procedures say, and nobody judged whether it is true. A satisfied objective is one of the kit, and says less than the requirement whose number it has: nothing here says that a shop conforms to a standard.`;
}

/** What the matrix of each environment shows, as OSCAL: a result each, with what was observed and findings for each row. */
export function assessmentResults(evidence: Evidence): AssessmentResults {
  return identified('assessment-results', {
    metadata: metadataOf('Palisade: what is seen of PCI DSS v4.0.1', remarksOn(evidence), evidence),
    'import-ap': { href: `#${plan.uuid}` },
    'local-definitions': { 'objectives-and-methods': requirements().map(objective) },
    results: environmentsOf(evidence).map((environment) => resultOf(environment, evidence)),
    'back-matter': { resources: [plan, standardResource] },
  });
}

function objective({ number, topic }: { readonly number: string; readonly topic: string }): LocalObjective {
  return {
    'control-id': controlId(number),
    description: topic,
    parts: aspects.map((aspect) => ({
      id: objectiveId(number, aspect),
      name: 'assessment-objective',
      prose: prose[aspect],
    })),
  };
}

const prose: Readonly<Record<Aspect, string>> = {
  design: 'Each control of the kit that is evidence for it was judged in templates, and passed.',
  deployed:
    'The templates that show it were the deployed ones when somebody looked, and what else was looked at for its controls was as it is meant.',
  operated:
    'Records leave no day of the period uncovered of what has to be done for it again and again, and its written procedures are on file and say what the templates show.',
};

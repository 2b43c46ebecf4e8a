import { requirements } from '../../compliance/requirements.ts';
import { environmentsOf } from '../environment.ts';
import type { Evidence } from '../evidence.ts';
import { identified, type Metadata, metadataOf, type Resource, standardResource } from './document.ts';
import { controlId, objectiveId, uuidOf } from './identifiers.ts';
import { type Result, resultOf } from './result.ts';

/** What is assessed of a requirement, as an objective of the kit. */
interface LocalObjective {
  readonly 'control-id': string;
  readonly description: string;
  readonly parts: readonly [{ readonly id: string; readonly name: string; readonly prose: string }];
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

const remarks =
  'Design only: what rules saw in templates. A satisfied objective is one of the kit, and says less than the requirement whose number it has: nothing here says that anything is deployed or operated, or that a shop conforms to a standard.';

/** What the matrix of each environment shows, as OSCAL: a result each, with what every rule observed and a finding for each row. */
export function assessmentResults(evidence: Evidence): AssessmentResults {
  return identified('assessment-results', {
    metadata: metadataOf('Palisade: what templates show of PCI DSS v4.0.1', remarks, evidence),
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
    parts: [
      {
        id: objectiveId(number),
        name: 'assessment-objective',
        prose: 'Each control of the kit that is evidence for it was judged in templates, and passed.',
      },
    ],
  };
}

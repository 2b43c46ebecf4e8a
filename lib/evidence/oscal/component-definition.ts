import { type Control, controls, requirementsOf } from '../../compliance/catalogue.ts';
import { requirements } from '../../compliance/requirements.ts';
import type { Evidence } from '../evidence.ts';
import { awsDefinitions, awsReference, awsResource } from './aws-definitions.ts';
import { identified, type Metadata, metadataOf, type Resource, standardResource } from './document.ts';
import { controlId, type Property, property, uuidOf } from './identifiers.ts';

interface Link {
  readonly href: string;
  readonly rel: string;
  readonly text: string;
}

/** What the kit does towards one number of PCI DSS. */
interface ImplementedRequirement {
  readonly uuid: string;
  readonly 'control-id': string;
  readonly description: string;
  readonly props: readonly Property[];
  readonly links?: readonly Link[];
}

/** The part of OSCAL's component definition that the kit writes. */
interface ComponentDefinition {
  readonly uuid: string;
  readonly metadata: Metadata;
  readonly components: readonly [
    {
      readonly uuid: string;
      readonly type: string;
      readonly title: string;
      readonly description: string;
      readonly 'control-implementations': readonly [
        {
          readonly uuid: string;
          readonly source: string;
          readonly description: string;
          readonly 'implemented-requirements': readonly ImplementedRequirement[];
        },
      ];
    },
  ];
  readonly 'back-matter': { readonly resources: readonly Resource[] };
}

const remarks =
  'What the kit does towards requirements, from its catalogue of controls. It says nothing of a shop: see the assessment results. AWS describes its services itself; the back matter points to that.';

/** The kit as an OSCAL component: each number of PCI DSS that a control is evidence for, with those controls. */
export function componentDefinition(evidence: Evidence): ComponentDefinition {
  return identified('component-definition', {
    metadata: metadataOf('Palisade: controls for an online store on AWS', remarks, evidence),
    components: [
      {
        uuid: uuidOf('component kit'),
        type: 'software',
        title: 'Palisade',
        description:
          'Deploys an online store on AWS with the CDK, and judges its templates by the controls named here.',
        'control-implementations': [
          {
            uuid: uuidOf('control-implementation PCI DSS v4.0.1'),
            source: `#${standardResource.uuid}`,
            description:
              'Controls of the kit, each beside the numbers that ask for what it shows, as a whole or in part. No number is met by the kit alone.',
            'implemented-requirements': implementedRequirements(),
          },
        ],
      },
    ],
    'back-matter': {
      resources: [standardResource, ...awsDefinitions().definitions.map(awsResource)],
    },
  });
}

function implementedRequirements(): readonly ImplementedRequirement[] {
  return requirements().flatMap(({ number, topic }) => {
    const own = controls().filter((control) => requirementsOf(control, 'evidence').includes(number));
    if (own.length === 0) return [];
    const links = linksOf(own);
    return [
      {
        uuid: uuidOf(`implemented-requirement ${number}`),
        'control-id': controlId(number),
        description: `${topic}. ${own.map(({ id, title }) => `${id}: ${title}.`).join(' ')}`,
        props: [
          ...own.map(({ id, kind }) => property('control', id, kind)),
          ...checksOf(own).map((check) => property('security-hub-check', check)),
        ],
        ...(links.length === 0 ? {} : { links }),
      },
    ];
  });
}

function checksOf(own: readonly Control[]): readonly string[] {
  return [...new Set(own.flatMap(({ securityHub }) => securityHub))];
}

function linksOf(own: readonly Control[]): readonly Link[] {
  return checksOf(own).flatMap((check) => {
    const href = awsReference(check);
    return href === undefined
      ? []
      : [{ href, rel: 'reference', text: `${check} of AWS Security Hub looks at the same` }];
  });
}

import type { EvidenceEnvironment } from '../environment.ts';
import { type Evidence, environmentName } from '../evidence.ts';
import { type MatrixRow, matrixOf } from '../matrix/matrix.ts';
import { momentOf } from './document.ts';
import { findingOf, type OscalFinding } from './finding.ts';
import { controlId, type Property, property, uuidOf } from './identifiers.ts';
import { type Observation, observationsOf } from './observation.ts';

interface Component {
  readonly uuid: string;
  readonly type: string;
  readonly title: string;
  readonly description: string;
  readonly status: { readonly state: string };
}

/** What was observed and found of one environment. */
export interface Result {
  readonly uuid: string;
  readonly title: string;
  readonly description: string;
  readonly start: string;
  readonly end: string;
  readonly props: readonly Property[];
  readonly 'local-definitions': {
    readonly components: readonly Component[];
    readonly 'assessment-assets': {
      readonly components: readonly Component[];
      readonly 'assessment-platforms': readonly {
        readonly uuid: string;
        readonly title: string;
        readonly 'uses-components': readonly { readonly 'component-uuid': string }[];
      }[];
    };
  };
  readonly 'reviewed-controls': {
    readonly 'control-selections': readonly {
      readonly description: string;
      readonly 'include-all': object;
      readonly 'exclude-controls'?: readonly { readonly 'control-id': string }[];
    }[];
    readonly remarks: string;
  };
  readonly observations?: readonly Observation[];
  readonly findings?: readonly OscalFinding[];
}

/** The matrix of an environment as a result: what each rule of the report observed there, and a finding for each row. */
export function resultOf(environment: EvidenceEnvironment, evidence: Evidence): Result {
  const { storefront } = environment;
  const { period, asOf, report } = evidence;
  const name = environmentName(storefront);
  const tool = uuidOf(`component policy ${name}`);
  const rows = matrixOf(environment, evidence);
  const observations = observationsOf(environment, { report, asOf, tool });
  const findings = rows.filter(isFound).map((row) => findingOf(row, name, tool));
  return {
    uuid: uuidOf(`result ${name} ${period.from} ${period.to} ${asOf}`),
    title: `${storefront.shop}, ${storefront.environment}`,
    description: `What rules saw in ${environment.templates.length} templates of the environment and its account: their design, and nothing of what is deployed.`,
    start: momentOf(asOf),
    end: momentOf(asOf),
    props: [
      property('shop', storefront.shop),
      property('environment', storefront.environment),
      property('period-from', period.from),
      property('period-to', period.to),
      property('filed', storefront.pciDss.outcome),
    ],
    'local-definitions': definitions(name, tool, evidence),
    'reviewed-controls': {
      'control-selections': [selectionOf(rows)],
      remarks:
        'A number that is asked for and that no rule looks at has a finding with the reason notAssessed. One that is neither asked for nor looked at has none.',
    },
    ...(observations.length === 0 ? {} : { observations }),
    ...(findings.length === 0 ? {} : { findings }),
  };
}

/** Whether there is something to say of a row: it is asked for, or rules saw something of it. */
function isFound({ asked, design }: MatrixRow): boolean {
  return asked || design !== 'notAssessed';
}

function selectionOf(rows: readonly MatrixRow[]): Result['reviewed-controls']['control-selections'][number] {
  const unseen = rows.filter(({ design }) => design === 'notAssessed');
  return {
    description: 'All numbers of PCI DSS v4.0.1 but for those of which nothing was assessed.',
    'include-all': {},
    ...(unseen.length === 0
      ? {}
      : {
          'exclude-controls': unseen.map(({ requirement }) => ({
            'control-id': controlId(requirement.number),
          })),
        }),
  };
}

function definitions(name: string, tool: string, { report }: Evidence): Result['local-definitions'] {
  return {
    components: [
      {
        uuid: uuidOf(`component ${name}`),
        type: 'this-system',
        title: name,
        description: 'The environment as its templates declare it.',
        status: { state: 'other' },
      },
    ],
    'assessment-assets': {
      components: [
        {
          uuid: tool,
          type: 'software',
          title: `${report.tool.name} ${report.tool.version}, ruleset ${report.ruleset.version}`,
          description: 'Reads templates and asks its rules of them.',
          status: { state: 'operational' },
        },
      ],
      'assessment-platforms': [
        {
          uuid: uuidOf(`platform ${name}`),
          title: 'Wherever palisade evidence was run',
          'uses-components': [{ 'component-uuid': tool }],
        },
      ],
    },
  };
}

import type { EvidenceEnvironment } from '../environment.ts';
import { type Evidence, environmentName } from '../evidence.ts';
import { liveOf } from '../live/deployed.ts';
import type { Live } from '../live/live-file.ts';
import { type MatrixRow, matrixOf } from '../matrix/matrix.ts';
import { momentOf } from './document.ts';
import { findingsOf, type OscalFinding } from './finding.ts';
import { controlId, type Property, property, uuidOf } from './identifiers.ts';
import { lookerUuid, lookObservations } from './look-observations.ts';
import { type Observation, observationsOf } from './observation.ts';
import { procedureObservations, recordObservations } from './record-observations.ts';

interface Component {
  readonly uuid: string;
  readonly type: string;
  readonly title: string;
  readonly description: string;
  readonly props?: readonly Property[];
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

/** The matrix of an environment as a result: what rules, a look at the account and records saw, and findings for each row. */
export function resultOf(environment: EvidenceEnvironment, evidence: Evidence): Result {
  const { storefront } = environment;
  const { period, asOf, report } = evidence;
  const name = environmentName(storefront);
  const tool = uuidOf(`component policy ${name}`);
  const looker = lookerUuid(name);
  const live = liveOf(environment, evidence);
  const rows = matrixOf(environment, evidence);
  const seen = new Map<object, Observation>([
    ...(live ? lookObservations(live, name) : []),
    ...recordObservations(recordsOf(environment, evidence), asOf, { environment: name, tool }),
    ...procedureObservations([...new Set(rows.flatMap(({ procedures = [] }) => procedures))], {
      environment: name,
      tool,
    }),
  ]);
  const observations = [...observationsOf(environment, { report, asOf, tool }), ...seen.values()];
  const findings = rows.flatMap((row) => findingsOf(row, { environment: name, tool, looker, seen }));
  return {
    uuid: uuidOf(`result ${name} ${period.from} ${period.to} ${asOf}`),
    title: `${storefront.shop}, ${storefront.environment}`,
    description: descriptionOf(environment, live),
    ...spanOf(asOf, live),
    props: [
      property('shop', storefront.shop),
      property('environment', storefront.environment),
      property('period-from', period.from),
      property('period-to', period.to),
      property('filed', storefront.pciDss.outcome),
    ],
    'local-definitions': definitions({ name, tool, looker, live, evidence }),
    'reviewed-controls': {
      'control-selections': [selectionOf(rows)],
      remarks:
        'A number that is asked for and that no rule looks at has a finding of its design with the reason notAssessed. One that is neither asked for nor looked at has none. Of what is deployed or operated there is a finding only where somebody looked, or something has to be done.',
    },
    ...(observations.length === 0 ? {} : { observations }),
    ...(findings.length === 0 ? {} : { findings }),
  };
}

/** The records of a team that are about an environment. */
function recordsOf(
  { storefront }: EvidenceEnvironment,
  { records: { records } }: Evidence,
): Evidence['records']['records'] {
  return records.filter(({ environment = storefront.environment }) => environment === storefront.environment);
}

function descriptionOf({ templates }: EvidenceEnvironment, live: Live | undefined): string {
  const design = `What rules saw in ${templates.length} templates of the environment and its account`;
  const deployed = live
    ? `what was seen of account ${live.account} from ${live.begun} to ${live.ended}`
    : 'nothing of what is deployed';
  return `${design}: their design; ${deployed}; and what records say.`;
}

/** From the first to the last moment in which something was judged or looked at. */
function spanOf(asOf: string, live: Live | undefined): Pick<Result, 'start' | 'end'> {
  const judged = momentOf(asOf);
  if (!live) return { start: judged, end: judged };
  return {
    start: live.begun < judged ? live.begun : judged,
    end: live.ended > judged ? live.ended : judged,
  };
}

function selectionOf(rows: readonly MatrixRow[]): Result['reviewed-controls']['control-selections'][number] {
  const unseen = rows.filter(isUnseen);
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

/** Whether neither a rule nor a look, a record or a procedure says something of a row. */
function isUnseen({ design, deployed, operated, procedures = [] }: MatrixRow): boolean {
  const isOperated =
    operated.some(({ standing }) => standing.records.length > 0) || procedures.some(({ given }) => given);
  return design === 'notAssessed' && !deployed && !isOperated;
}

interface DefinitionProps {
  readonly name: string;
  readonly tool: string;
  readonly looker: string;
  readonly live: Live | undefined;
  readonly evidence: Evidence;
}

function definitions({
  name,
  tool,
  looker,
  live,
  evidence: { report },
}: DefinitionProps): Result['local-definitions'] {
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
          description: 'Asks its rules of templates, and reads records and written procedures.',
          status: { state: 'operational' },
        },
        ...(live ? [lookerOf(live, looker)] : []),
      ],
      'assessment-platforms': [
        {
          uuid: uuidOf(`platform ${name}`),
          title: 'Wherever palisade evidence was run',
          'uses-components': [tool, ...(live ? [looker] : [])].map((uuid) => ({ 'component-uuid': uuid })),
        },
      ],
    },
  };
}

function lookerOf({ tool, identity, account }: Live, uuid: string): Component {
  return {
    uuid,
    type: 'software',
    title: `${tool.name} ${tool.version}, verify --live`,
    description:
      'Compares deployed templates with the judged ones, and asks AWS what is switched on. It reads and changes nothing.',
    props: [property('identity', identity), property('account', account)],
    status: { state: 'operational' },
  };
}

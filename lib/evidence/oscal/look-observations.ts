import type { ComparedTemplate, Live, LiveObservation } from '../live/live-file.ts';
import { distinctNames, type Property, property, uuidOf } from './identifiers.ts';
import { type Observation, originOf, subjectOf } from './observation.ts';

/** What a look saw of one thing, as the live file has it. */
type Seen = ComparedTemplate | LiveObservation;

/** What a look saw of an environment and its account: every template that it compared and every call, each as an observation. */
export function lookObservations(
  { templates, observations }: Live,
  environment: string,
): ReadonlyMap<Seen, Observation> {
  const looks = [...templates.map(templateLook), ...observations.map(callLook)];
  const names = distinctNames(looks.map(({ name }) => `look ${environment} ${name}`));
  return new Map(
    looks.map(({ seen, title, description, props }, index) => [
      seen,
      {
        uuid: uuidOf(names[index] ?? ''),
        title,
        description,
        props,
        methods: ['EXAMINE'],
        types: ['control-objective'],
        origins: [originOf(lookerUuid(environment))],
        subjects: [subjectOf(environment)],
        'relevant-evidence': [{ href: '../live.json', description: 'The whole look, as it was written.' }],
        collected: seen.at,
      },
    ]),
  );
}

/** Names the component that looked at the account of an environment. */
export function lookerUuid(environment: string): string {
  return uuidOf(`component look ${environment}`);
}

interface Look extends Pick<Observation, 'title' | 'description' | 'props'> {
  readonly seen: Seen;
  /**
   * The same from one look to the next, and without an account, an address or a person, which a redacted bundle does not tell: whoever guesses
   * one could make sure by the UUID. What is declared names its owner.
   */
  readonly name: string;
}

function templateLook(seen: ComparedTemplate): Look {
  const { stack, region, sha256, arn, verdict } = seen;
  return {
    seen,
    name: `template ${stack} ${region}`,
    title: `Template of ${stack}`,
    description: templateSentences[verdict],
    props: [
      property('verdict', verdict, 'template'),
      property('stack', stack),
      property('region', region),
      property('where', arn),
      property('source', 'cloudformation:GetTemplate'),
      property('sha256', sha256),
    ],
  };
}

const templateSentences: Readonly<Record<ComparedTemplate['verdict'], string>> = {
  seen: 'The deployed template is the one that was judged.',
  notAsDeployed: 'The deployed template is another one than was judged, or there is none.',
  unknown: 'Whether the deployed template is the one that was judged could not be seen.',
};

function callLook(seen: LiveObservation): Look {
  const { about, what, where, value, source, verdict, controls } = seen;
  return {
    seen,
    name: `${about} ${source} ${about === 'declared' ? controls.join(' ') : what}`,
    title: what,
    description: value,
    props: [
      property('verdict', verdict, about),
      property('where', where),
      property('source', source),
      ...controls.map((control): Property => property('control', control)),
    ],
  };
}

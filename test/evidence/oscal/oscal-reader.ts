import type { Live } from '../../../lib/evidence/live/live-file.ts';
import type { AssessmentResults } from '../../../lib/evidence/oscal/assessment-results.ts';
import { type Aspect, aspects } from '../../../lib/evidence/oscal/identifiers.ts';

/** The design of each number that the objectives name, as a program reads it from the findings of one result. */
export function designsIn(
  document: AssessmentResults,
  title: string,
): readonly (readonly [string, string])[] {
  return statesIn(document, title, 'design').map(([number, state = 'notAssessed']) => [number, state]);
}

/** The reason of each number for an aspect, as a program reads it from the findings of one result; nothing where it has no finding. */
export function statesIn(
  document: AssessmentResults,
  title: string,
  aspect: Aspect,
): readonly (readonly [string, string | undefined])[] {
  const { findings = [] } = resultOf(document, title);
  const reasons = new Map(findings.map(({ target }) => [target['target-id'], target.status.reason] as const));
  return document['local-definitions']['objectives-and-methods'].map(({ parts, ...objective }) => [
    objective['control-id'].replace(/^pci-/, ''),
    reasons.get(parts[aspects.indexOf(aspect)]?.id ?? ''),
  ]);
}

/** What a look saw, as the observations of one result have it, in the order of the live file. */
export function looksIn(
  document: AssessmentResults,
  title: string,
): Pick<Live, 'templates' | 'observations'> {
  const { observations = [] } = resultOf(document, title);
  const looks = observations.flatMap((observation) => {
    const verdict = observation.props.find(({ name }) => name === 'verdict');
    const of = (name: string) => observation.props.find((each) => each.name === name)?.value ?? '';
    return verdict ? [{ observation, verdict, of }] : [];
  });
  const seen = looks.map(({ observation, verdict: { class: about = '', value }, of }) =>
    about === 'template'
      ? {
          stack: of('stack'),
          region: of('region'),
          sha256: of('sha256'),
          arn: of('where'),
          at: observation.collected,
          verdict: value,
        }
      : {
          about,
          what: observation.title,
          where: of('where'),
          value: observation.description,
          at: observation.collected,
          source: of('source'),
          verdict: value,
          controls: observation.props.filter(({ name }) => name === 'control').map((each) => each.value),
        },
  );
  return {
    templates: seen.filter((one) => 'stack' in one) as Live['templates'],
    observations: seen.filter((one) => 'about' in one) as Live['observations'],
  };
}

/** What records say, as the observations of one result have it: kind, day, how it ended, until when it counts, hash of the document. */
export function recordsIn(document: AssessmentResults, title: string): readonly (readonly string[])[] {
  const { observations = [] } = resultOf(document, title);
  return observations.flatMap(({ props, collected, expires = '' }) => {
    const of = (name: string) => props.find((each) => each.name === name)?.value ?? '';
    const kind = of('record');
    return kind === ''
      ? []
      : [[kind, collected.slice(0, 10), of('result'), expires.slice(0, 10), of('sha256')]];
  });
}

/** Each finding of the report as `RULE STATUS FINGERPRINT`, as the observations of one result have it, in order. */
export function findingsIn(document: AssessmentResults, title: string): readonly string[] {
  const { observations = [] } = resultOf(document, title);
  return observations
    .flatMap(({ props }) => {
      const rule = props.find(({ name }) => name === 'rule')?.value;
      return props
        .filter(({ name }) => name === 'fingerprint')
        .map((property) => [rule, property.class, property.value].join(' '));
    })
    .sort();
}

function resultOf({ results }: AssessmentResults, title: string) {
  const found = results.find((result) => result.title === title);
  if (!found) throw new Error(`no result is called ${title}`);
  return found;
}

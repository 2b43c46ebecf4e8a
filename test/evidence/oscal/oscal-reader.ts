import type { AssessmentResults } from '../../../lib/evidence/oscal/assessment-results.ts';

/** The design of each number that the objectives name, as a program reads it from the findings of one result. */
export function designsIn(
  document: AssessmentResults,
  title: string,
): readonly (readonly [string, string])[] {
  const { findings = [] } = resultOf(document, title);
  const reasons = new Map(findings.map(({ target }) => [target['target-id'], target.status.reason] as const));
  return document['local-definitions']['objectives-and-methods'].map(({ parts, ...objective }) => [
    objective['control-id'].replace(/^pci-/, ''),
    reasons.get(parts[0]?.id ?? '') ?? 'notAssessed',
  ]);
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

import type { Model } from '../../../../lib/cloudformation/model/model.ts';
import type { Resource, TemplateSource } from '../../../../lib/cloudformation/model/types.ts';
import { dataFlows } from '../../../../lib/evidence/diagrams/data-flow.ts';
import type { Flow } from '../../../../lib/evidence/diagrams/diagram.ts';
import { usesIn } from '../../../../lib/evidence/diagrams/uses.ts';
import type { EvidenceEnvironment } from '../../../../lib/evidence/environment.ts';
import { drawnEnvironment } from './drawn-environment.ts';

/** Every flow of the diagrams of data. */
export function flowsOf(environment: EvidenceEnvironment, model: Model): readonly Flow[] {
  return dataFlows(environment, usesIn(environment, model), model).flatMap(({ flows }) => flows);
}

export function nameOf({ from, to }: Flow): string {
  return `${from.name} to ${to.name}`;
}

/** The templates without one resource. */
export function without(
  { template, logicalId }: { readonly template: string; readonly logicalId: string },
  sources: readonly TemplateSource[],
): readonly TemplateSource[] {
  return sources.map((source) => {
    if (source.name !== template) return source;
    const { [logicalId]: _, ...resources } = source.body['Resources'] as Record<string, never>;
    return { ...source, body: { ...source.body, Resources: resources } };
  });
}

/** Those of the flows that rest on a resource and are still there without it. */
export function keptWithout(
  resource: Resource,
  flows: readonly Flow[],
  sources: readonly TemplateSource[],
): readonly string[] {
  const after = drawnEnvironment(
    without({ template: resource.template.name, logicalId: resource.logicalId }, sources),
  );
  const left = new Set(flowsOf(after.environment, after.model).map(endsOf));
  return flows
    .filter(({ restsOn }) => restsOn.includes(resource))
    .map(endsOf)
    .filter((ends) => left.has(ends))
    .map((ends) => `${ends} without ${resource.logicalId}`);
}

function endsOf({ from, to }: Flow): string {
  return `${from.id} to ${to.id}`;
}

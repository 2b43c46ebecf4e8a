import { section } from '../../../lib/cloudformation/model/json.ts';
import type { TemplateSource } from '../../../lib/cloudformation/model/types.ts';
import { resourcesOf } from './edit.ts';

/** The resources that sets have shown: what stands in several of them just so is weakened in the first one. */
export class Shapes {
  private readonly seen = new Set<string>();
  private resources = 0;
  private repeated = 0;

  /** Tells which resources of a set stand in none before it. */
  of(sources: readonly TemplateSource[]): (template: string, logicalId: string) => boolean {
    const fresh = new Set<string>();
    const shapes = sources.flatMap((source) =>
      resourcesOf(source).map(([logicalId, resource]) => ({
        place: placeOf(source.name, logicalId),
        shape: shapeOf(source, placeOf(source.name, logicalId), JSON.stringify(resource)),
      })),
    );
    for (const { place, shape } of shapes) if (!this.seen.has(shape)) fresh.add(place);
    for (const { shape } of shapes) this.seen.add(shape);
    this.resources += shapes.length;
    this.repeated += shapes.length - fresh.size;
    return (template, logicalId) => fresh.has(placeOf(template, logicalId));
  }

  /** How much of what was shown was weakened where it stood first, as a sentence. */
  toString(): string {
    return `${this.resources} resources, of which ${this.repeated} stand in a set before just so and are weakened there`;
  }
}

function placeOf(template: string, logicalId: string): string {
  return `${template} ${logicalId}`;
}

/**
 * A resource without what its environment is called, since names are all that two shops differ by. What is asked of an environment
 * depends on its purpose.
 */
function shapeOf({ body }: TemplateSource, place: string, resource: string): string {
  const { shop, environment, domain, purpose } = section(section(body, 'Metadata'), 'Palisade');
  const names = [`${shop}-${environment}`, `${shop}${environment}`, String(domain)];
  return names.reduce((text, name) => text.replaceAll(name, '<name>'), `${purpose} ${place} ${resource}`);
}

import type { Model } from '../cloudformation/model/model.ts';
import type { Template } from '../cloudformation/model/types.ts';
import { type Work, workNames } from '../contract/works.ts';
import { actorsOf, type Candidates, candidatesFor } from './candidates.ts';
import { givingItself } from './ways.ts';
import { subjectsOf } from './work-requests.ts';

/** Who of the templates does a work of a shop, who could make itself do it, and who surely neither. */
export interface WorkDoers extends Candidates {
  readonly work: Work;
  /** What it is done to, for people. */
  readonly subject: string;
  /** Such as `boutique-prod`. */
  readonly environment: string;
}

/** Who does each work of each shop of the templates; nothing where they belong to none. */
export function workDoers(model: Model): readonly WorkDoers[] {
  const shops = onePerShop(model.templates);
  if (shops.length === 0) return [];
  const actors = actorsOf(model);
  return shops.flatMap((shop) =>
    workNames.flatMap((work) =>
      subjectsOf(work, shop, model).map(({ name, decide }) => ({
        work,
        subject: name,
        environment: environmentOf(shop),
        ...candidatesFor(actors, {
          decide,
          rewritings: (identity) => givingItself(identity, decide),
        }),
      })),
    ),
  );
}

function environmentOf({ storefront }: Template): string {
  return `${storefront?.shop}-${storefront?.environment}`;
}

function onePerShop(templates: readonly Template[]): readonly Template[] {
  const ofShops = templates.filter(({ storefront }) => storefront !== undefined);
  return [...new Map(ofShops.map((template) => [environmentOf(template), template])).values()];
}

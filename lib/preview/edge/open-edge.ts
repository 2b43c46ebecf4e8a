import type { DeployedResource } from '../deployed-resources.ts';
import { PreviewError } from '../preview-error.ts';
import type { Responder } from '../responder.ts';
import { createCache } from './cache.ts';
import { type Distribution, readDistribution } from './distribution.ts';
import { type DeployedFunction, deployedFunction, type ReadObject } from './functions/deployed-functions.ts';
import { openFunctionPool } from './functions/function-pool.ts';
import { type EdgeFirewall, serveViewer } from './serve-viewer.ts';

export interface EdgeProps {
  /** What was deployed: exactly one distribution, with its policies, functions and key value stores. */
  readonly resources: readonly DeployedResource[];
  /** Asked where the distribution has a web ACL, and needed there. */
  readonly firewall?: EdgeFirewall;
  /** Who answers for each origin of the distribution, by its id. */
  readonly origins: (originId: string) => Responder;
  /** Reads what key value stores were filled from. */
  readonly readObject: ReadObject;
  /** The command that runs njs. */
  readonly engine: string;
  /** Told, line by line, what functions log, and what fails. */
  readonly tell: (line: string) => void;
  /** The time in milliseconds since 1970. @default Date.now */
  readonly now?: () => number;
}

/** A distribution that answers viewers on this machine. */
export interface Edge {
  readonly respond: Responder;
  readonly distribution: Distribution;
  readonly close: () => Promise<void>;
}

/**
 * Opens the edge that the deployed distribution describes. Throws a `PreviewError` for whatever the distribution has and this edge does
 * not enact.
 */
export async function openEdge({
  resources,
  firewall,
  origins,
  readObject,
  engine,
  tell,
  now = Date.now,
}: EdgeProps): Promise<Edge> {
  const distribution = readDistribution(resources);
  if (distribution.hasFirewall && !firewall) {
    throw new PreviewError('the distribution has a web ACL, and nobody decides by it');
  }
  const functions = await functionsOf(distribution, resources, readObject);
  const pool = openFunctionPool({ engine });
  const cache = createCache(now);
  return {
    distribution,
    respond: serveViewer({
      distribution,
      functions,
      pool,
      cache,
      origins,
      tell,
      ...(distribution.hasFirewall && firewall && { firewall }),
    }),
    close: pool.close,
  };
}

async function functionsOf(
  { behaviours }: Distribution,
  resources: readonly DeployedResource[],
  readObject: ReadObject,
): Promise<ReadonlyMap<string, DeployedFunction>> {
  const arns = new Set(behaviours.flatMap(({ functions }) => Object.values(functions)));
  const read = [...arns].map(
    async (arn) => [arn, await deployedFunction(arn, resources, readObject)] as const,
  );
  return new Map(await Promise.all(read));
}

/** A resource of a stack as the emulator has deployed it. */
export interface DeployedResource {
  readonly account: string;
  readonly region: string;
  readonly stack: string;
  readonly stackStatus: string;
  readonly logicalId: string;
  readonly type: string;
  /** What `Ref` gives. */
  readonly physicalId: string;
  /** With every reference resolved. */
  readonly properties: Readonly<Record<string, unknown>>;
}

/** Asks an emulator what its stacks hold, or one of them. Throws an error where no emulator answers. */
export async function deployedResources(
  endpoint: string,
  stack?: string,
): Promise<readonly DeployedResource[]> {
  const query = stack === undefined ? '' : `?stack=${encodeURIComponent(stack)}`;
  const answer = await fetch(`${endpoint}/_palisade/resources${query}`);
  if (!answer.ok) throw new Error(`the emulator answers ${answer.status} when asked what was deployed`);
  return (await answer.json()) as readonly DeployedResource[];
}

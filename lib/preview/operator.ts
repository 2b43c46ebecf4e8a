import type { Secret } from '../../lambda/gateways/gateway.ts';
import type { DeployedResource } from './deployed-resources.ts';
import { awsAt, type Watched } from './emulator/deploy.ts';
import { runProgram } from './emulator/run-program.ts';
import type { PreviewedShop } from './previewed-shop.ts';
import { palisadeProgram } from './programs.ts';

/** Where an operator works, and on which shop. */
export interface OperatorProps extends Watched {
  readonly shop: PreviewedShop;
  readonly endpoint: string;
}

/** Stages secrets of a deployed shop as an operator does, by the name that `palisade secret stage` is told. */
export async function stageSecrets(
  secrets: Readonly<Record<string, Secret>>,
  props: OperatorProps,
): Promise<void> {
  const staged = Object.entries(secrets).map(([name, secret]) =>
    palisade(['secret', 'stage', name], props, JSON.stringify(secret)),
  );
  await Promise.all(staged);
}

/** Admits this machine to a shop in which shoppers are not let in, as an operator does; every other shop has no list of addresses. */
export async function admitThisMachine(
  resources: readonly DeployedResource[],
  props: OperatorProps,
): Promise<void> {
  if (resources.some(({ type }) => type === 'AWS::WAFv2::IPSet')) {
    await palisade(['access', 'allow', '127.0.0.1'], props);
  }
}

function palisade(
  args: readonly string[],
  { shop, endpoint, ...watched }: OperatorProps,
  input = '',
): Promise<void> {
  return runProgram({
    ...watched,
    name: `palisade ${args.join(' ')}`,
    program: palisadeProgram(),
    args: [...args, '--environment', shop.environment, '--file', shop.file],
    cwd: process.cwd(),
    env: awsAt(endpoint, shop.account),
    input,
  });
}

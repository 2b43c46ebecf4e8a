import type { Secret } from '../../lambda/gateways/gateway.ts';
import { awsAt, type Watched } from './emulator/deploy.ts';
import { runProgram } from './emulator/run-program.ts';
import type { PreviewedShop } from './previewed-shop.ts';
import { palisadeProgram } from './programs.ts';

export interface StagedSecretsProps extends Watched {
  readonly shop: PreviewedShop;
  /** By the name that `palisade secret stage` is told: a gateway's, `notify` or `quote`. */
  readonly secrets: Readonly<Record<string, Secret>>;
  readonly endpoint: string;
}

/** Stages the secrets of a deployed shop as an operator does, by the command. */
export async function stageSecrets({
  shop,
  secrets,
  endpoint,
  ...watched
}: StagedSecretsProps): Promise<void> {
  const inShop = ['--environment', shop.environment, '--file', shop.file];
  const staged = Object.entries(secrets).map(([name, secret]) =>
    runProgram({
      ...watched,
      name: `palisade secret stage ${name}`,
      program: palisadeProgram(),
      args: ['secret', 'stage', name, ...inShop],
      cwd: process.cwd(),
      env: awsAt(endpoint, shop.account),
      input: JSON.stringify(secret),
    }),
  );
  await Promise.all(staged);
}

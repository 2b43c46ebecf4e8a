import { type DeployedResource, deployedResources } from './deployed-resources.ts';
import { bootstrap, deployAssembly, environmentDeployment, synthesize } from './emulator/deploy.ts';
import { emulatorSettings } from './emulator/settings.ts';
import { type RunningEmulator, startEmulator } from './emulator/start.ts';
import type { Endings } from './endings.ts';
import { openPreviewFolder } from './preview-folder.ts';
import type { PreviewedShop } from './previewed-shop.ts';

/** All stacks of an environment, deployed to an emulator of their own. */
export interface DeployedShop {
  readonly emulator: RunningEmulator;
  /** What the stacks of the environment hold. */
  readonly resources: readonly DeployedResource[];
}

export interface DeployShopProps {
  readonly shop: PreviewedShop;
  /** Origins of this machine by the hosts that functions find there. */
  readonly hosts: Readonly<Record<string, string>>;
  /** Certificates, in PEM, that functions trust beside the public ones. */
  readonly roots: readonly string[];
  /** Told what is done next. */
  readonly tell: (sentence: string) => void;
  readonly signal: AbortSignal;
  readonly endings: Endings;
}

/**
 * Deploys the shop from nothing as on AWS: judged by the policy, by the CDK's own bootstrap and deployment. What goes without the
 * templates is done while they are made.
 */
export async function deployShop(props: DeployShopProps): Promise<DeployedShop> {
  const { shop, tell, signal, endings } = props;
  const { config, environment, file } = shop;
  const { path: folder, remove } = openPreviewFolder();
  endings.add(remove);
  const watched = { folder, signal, isShown: false };
  const deployment = environmentDeployment(config, environment, file);

  tell(`Synthesizing ${config.shop} ${environment}, judged by the policy, and starting AWS on this machine`);
  const synthesis = ended(synthesize(deployment, watched), endings);
  const emulator = await openEmulator(props);
  signal.throwIfAborted();
  const target = { ...watched, endpoint: emulator.endpoint };
  await Promise.all([synthesis, ended(bootstrap(deployment, target), endings)]);

  tell('Deploying its stacks by the real cdk deploy');
  await ended(deployAssembly(deployment, target), endings);
  const prefix = `${config.shop}-${environment}-`;
  const all = await deployedResources(emulator.endpoint);
  return { emulator, resources: all.filter(({ stack }) => stack.startsWith(prefix)) };
}

/** Sees to it that a program has ended before its folder does, whatever fails meanwhile, and whoever asks what became of it. */
function ended(program: Promise<void>, endings: Endings): Promise<void> {
  const settled = program.catch(() => undefined);
  endings.add(() => settled);
  return program;
}

async function openEmulator({
  shop,
  hosts,
  roots,
  tell,
  endings,
}: DeployShopProps): Promise<RunningEmulator> {
  const emulator = await startEmulator({
    settings: { ...emulatorSettings(shop.config, 0), hosts, roots },
    tell: (text) => tell(text.trimEnd()),
  });
  endings.add(emulator.stop);
  return emulator;
}

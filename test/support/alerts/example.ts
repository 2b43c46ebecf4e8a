import { addAccount } from '../../../lib/account.ts';
import { emptyApp } from '../../../lib/app.ts';
import { addStorefront } from '../../../lib/storefront.ts';
import { exampleAccount } from '../account.ts';
import { exampleConfig, exampleWith, synthesisOf } from '../synth.ts';
import { variants } from '../variants.ts';
import { type Found, find, type Landscape } from './landscape.ts';

/** An account and, in both of its regions, a shop each: one lives where the edge is, with a zone and mail of its own. */
export function exampleLandscape(): Landscape {
  const app = emptyApp();
  const ownNames = variants['with mail from its own name in a zone of its own'];
  const atelier = exampleWith({ ...ownNames, region: 'us-east-1' }, { shop: 'atelier' });
  const shops = [exampleConfig(), atelier];
  addAccount(app, { config: exampleAccount() });
  for (const config of shops) addStorefront(app, { config, environment: 'prod' });
  const { template } = synthesisOf(app);
  return app.synth().stacks.map(({ stackName, environment: { account, region } }) => ({
    ...template(stackName),
    stack: stackName,
    region,
    account,
    owner: /^(?:palisade-account|[a-z]+-prod)/.exec(stackName)?.[0] ?? stackName,
  }));
}

/** Every alarm, and every rule that publishes to a topic: an account's rules do nothing else. */
export function alertsIn(landscape: Landscape): readonly Found[] {
  return [
    ...find(landscape, 'AWS::CloudWatch::Alarm', () => true),
    ...find(landscape, 'AWS::Events::Rule', ({ site }) => site.owner === 'palisade-account'),
  ];
}

/** What an alert is called in a test: its stack and its logical id. */
export function nameOf({ site, id }: Found): string {
  return `${site.stack} ${id}`;
}

/** What an alert says when it speaks. */
export function textOf({ resource: { Properties } }: Found): string {
  return Properties.AlarmDescription ?? Properties.Description;
}

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { AwsSolutionsChecks } from 'cdk-nag';

/** Judges every template of a folder by cdk-nag: it knows constructs only, so each template is included into a stack first. */
const [folder = ''] = process.argv.slice(2);
const app = new App();
for (const [index, file] of readdirSync(folder)
  .filter((name) => name.endsWith('.template.json'))
  .entries()) {
  new CfnInclude(new Stack(app, `Stack${index}`), 'Template', { templateFile: join(folder, file) });
}
const { violations } = new AwsSolutionsChecks(app).validateScope(app);
process.stdout.write(`${violations.length} rules violated\n`);

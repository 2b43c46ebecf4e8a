/**
 * Compares our verdicts with those of other rule sets on the fixtures of their own repositories, and writes the counts:
 * `npm run agreement -- FOLDER`. The folder holds checkouts named aws-guard-rules-registry, trivy-checks, checkov, cdk-nag and
 * cfn-lint, and commits.json with the commit of each by its name; programs of Python are installed beside them. Fails where nobody has given a verdict on a disagreement.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packagePath } from '../../lib/package-root.ts';
import { cdkNagCases } from './cdk-nag.ts';
import { type Comparison, compare } from './compare.ts';
import { guardRegistryCases } from './guard-registry.ts';
import mapping from './mapping.json' with { type: 'json' };
import { cfnLintCases, checkovCases, installPrograms } from './reports.ts';
import { counted, kindOf } from './results.ts';
import { trivyCases } from './trivy.ts';

const repositories = ['aws-guard-rules-registry', 'trivy-checks', 'checkov', 'cdk-nag', 'cfn-lint'] as const;

process.env['CDK_VALIDATION'] = 'false';
const [folder, outfile = packagePath('scripts', 'agreement', 'results.json')] = process.argv.slice(2);
const lacking = repositories.find((name) => !folder || !existsSync(join(folder, name)));
if (folder === undefined || lacking !== undefined) {
  process.stderr.write(
    `agreement: found no ${lacking} in ${folder}, name the folder that holds its checkout\n`,
  );
  process.exitCode = 2;
} else {
  void run(folder);
}

async function run(folder: string): Promise<void> {
  const comparisons = compare(await casesIn(folder));
  const open = comparisons.filter((one) => one.relation !== 'agreed' && !kindOf(one));
  for (const one of open) process.stderr.write(`${described(one)}\n`);
  const results = {
    asOf: new Date().toISOString().slice(0, 10),
    peers: JSON.parse(readFileSync(join(folder, 'commits.json'), 'utf8')),
    ...counted(comparisons),
  };
  writeFileSync(outfile, `${JSON.stringify(results, undefined, 2)}\n`);
  process.stdout.write(`${comparisons.length} comparisons, ${open.length} disagreements without a verdict\n`);
  if (open.length > 0) process.exitCode = 1;
}

async function casesIn(folder: string) {
  const bin = installPrograms(folder);
  const rules = mapping.pairs.flatMap((pair) => pair['cfn-lint'] ?? []);
  return [
    ...guardRegistryCases(join(folder, 'aws-guard-rules-registry')),
    ...trivyCases(join(folder, 'trivy-checks')),
    ...checkovCases(join(folder, 'checkov'), bin),
    ...(await cdkNagCases(join(folder, 'cdk-nag'), join(folder, 'synthesized'))),
    ...cfnLintCases(join(folder, 'cfn-lint'), bin, rules),
  ];
}

function described({ case: { peer, rule, name, logicalId }, ours, relation, findings }: Comparison): string {
  const said = findings.find(({ status }) => status === 'fail' || status === 'unknown')?.message ?? 'nothing';
  return `${ours} is ${relation} than ${peer} ${rule} on ${name} ${logicalId ?? ''}: ${said}`;
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { InstalledApp } from './installed-app.ts';

interface Report {
  readonly pluginReports: readonly {
    readonly pluginName: string;
    readonly violations: readonly {
      readonly ruleName: string;
      readonly ruleMetadata: { readonly fingerprint: string };
      readonly violatingConstructs: readonly {
        readonly cloudFormationResource: { readonly templatePath: string };
      }[];
    }[];
  }[];
}

/** What `PalisadeChecks` found in an assembly: rule, template and fingerprint of each finding, in order. */
export function verdictOfSynthesis(assembly: string): readonly string[] {
  const report: Report = JSON.parse(readFileSync(join(assembly, 'validation-report.json'), 'utf8'));
  return report.pluginReports
    .filter(({ pluginName }) => pluginName === 'Palisade')
    .flatMap(({ violations }) => violations)
    .flatMap(({ ruleName, ruleMetadata: { fingerprint }, violatingConstructs }) =>
      violatingConstructs.map(({ cloudFormationResource: { templatePath } }) =>
        [ruleName, templatePath, fingerprint].join(' '),
      ),
    )
    .sort();
}

/** What `palisade check` finds in it, in the same form. */
export function verdictOfCheck(app: InstalledApp, assembly: string): readonly string[] {
  const { stdout } = app.run(
    `npx --no-install palisade check ${assembly} --format json --output ${assembly}.json`,
  );
  if (!stdout.includes('report: ')) throw new Error(stdout);
  const { findings }: { readonly findings: readonly Record<string, string>[] } = JSON.parse(
    readFileSync(join(app.folder, `${assembly}.json`), 'utf8'),
  );
  return findings
    .filter(({ status = '' }) => ['fail', 'unknown'].includes(status))
    .map(({ rule, template, fingerprint }) => [rule, template, fingerprint].join(' '))
    .sort();
}

import { relative, resolve, sep } from 'node:path';
import {
  type IPolicyValidationContext,
  type PolicyValidationPluginReport,
  type PolicyViolation,
  Stage,
} from 'aws-cdk-lib';
import { NagPack } from 'cdk-nag';
import type { IConstruct } from 'constructs';
import { readInput } from '../../cloudformation/input/read-input.ts';
import { Model } from '../../cloudformation/model/model.ts';
import { evaluate } from '../evaluate.ts';
import { type Finding, isBlocking, stoppingFindings } from '../finding.ts';
import type { RuleText } from '../rule.ts';
import { allRules, rules } from '../rules/index.ts';
import { currentRuleset } from '../ruleset/ruleset.ts';

/**
 * The policy as a cdk-nag pack: it judges the synthesized templates during `cdk synth`, by the same rules and
 * from the same files as `palisade check`.
 *
 * It does not walk constructs as other packs do: raw overrides, generic resources and references across
 * stacks only show in the templates. Dates of acceptances are not judged here, so that the same input gives
 * the same verdict on any day.
 */
export class PalisadeChecks extends NagPack {
  readonly name = 'Palisade';
  override readonly ruleIds = allRules.map(({ id }) => id);

  constructor() {
    super();
    this.packName = this.name;
  }

  override validate({
    appConstruct,
    stackTemplates,
  }: IPolicyValidationContext): PolicyValidationPluginReport {
    const outdir = outdirOf(appConstruct);
    const stacks = stackTemplates.map(({ templatePath }) =>
      relative(outdir, templatePath).split(sep).join('/'),
    );
    return report(judge(outdir, stacks), outdir);
  }

  /** Judges the app that `scope` belongs to, without a `cdk synth`: for unit tests. */
  override validateScope(scope: IConstruct): PolicyValidationPluginReport {
    const outdir = outdirOf(scope);
    if (Stage.isStage(scope.node.root)) scope.node.root.synth();
    return report(judge(outdir), outdir);
  }

  protected override checkResource(): never {
    throw new Error('this pack judges whole templates, not single constructs');
  }
}

/** Findings about an assembly; with `stacks`, only about these templates and what is nested in them. */
function judge(outdir: string, stacks?: readonly string[]): readonly Finding[] {
  const sources = readInput(outdir);
  const chosen = new Set(stacks ?? sources.map(({ name }) => name));
  for (const { name, nestedIn } of sources) if (nestedIn && chosen.has(nestedIn.template)) chosen.add(name);
  return evaluate(new Model(sources.filter(({ name }) => chosen.has(name))), rules);
}

function report(findings: readonly Finding[], outdir: string): PolicyValidationPluginReport {
  const stopping = new Set(stoppingFindings(findings, currentRuleset().rules));
  return {
    success: stopping.size === 0,
    violations: findings.filter(isBlocking).map((finding) => ({
      ...violation(finding, outdir),
      // The CDK lets an acknowledgement take away whatever is less than fatal, and then counts synthesis as passed.
      severity: stopping.has(finding) ? 'fatal' : 'warning',
    })),
  };
}

function violation(finding: Finding, outdir: string): PolicyViolation {
  const rule = ruleTexts.get(finding.rule);
  return {
    ruleName: finding.rule,
    description: finding.message,
    ...(rule ? { fix: `${rule.fix} ${howToAccept}` } : {}),
    ruleMetadata: metadata(finding, rule),
    violatingResources: [
      {
        ...(finding.logicalId === '' ? {} : { resourceLogicalId: finding.logicalId }),
        templatePath: resolve(outdir, finding.template),
        locations: [finding.path],
      },
    ],
  };
}

/** An acknowledgement of the CDK has neither owner, approver nor end. */
const howToAccept =
  'An exception is an entry under acceptances in the storefront file or in a file for palisade check; Validations.of().acknowledge and suppressions of cdk-nag change nothing here.';

const ruleTexts = new Map(allRules.map((rule) => [rule.id, rule]));

function metadata(
  { status, severity, fingerprint }: Finding,
  rule: RuleText | undefined,
): Record<string, string> {
  return { status, severity, fingerprint, controls: (rule?.controls ?? []).join(' ') };
}

function outdirOf(construct: IConstruct): string {
  const app = construct.node.root;
  if (!Stage.isStage(app)) throw new Error(`${construct.node.path} belongs to no app`);
  return app.outdir;
}

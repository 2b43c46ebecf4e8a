import { relative, resolve, sep } from 'node:path';
import {
  type IPolicyValidationContext,
  type PolicyValidationPluginReport,
  type PolicyViolation,
  Stage,
} from 'aws-cdk-lib';
import { NagPack } from 'cdk-nag';
import type { IConstruct } from 'constructs';
import { Model } from '../../cloudformation/model/model.ts';
import { judgingSentences } from '../../report/judging-sentences.ts';
import { buildReport } from '../../report/report.ts';
import { beforeAnyDay, judge } from '../../repository/judge.ts';
import { readWithin } from '../../repository/read.ts';
import { rulebookOf, textsOf } from '../../repository/rulebook.ts';
import { settingsFor } from '../../repository/settings.ts';
import { type Finding, isBlocking } from '../finding.ts';
import { failingFindings } from '../judging.ts';
import type { RuleText } from '../rule.ts';
import { allRules } from '../rules/index.ts';

export interface PalisadeChecksProps {
  /**
   * The day on which acceptances and a baseline are judged, `YYYY-MM-DD`.
   *
   * @default - dates are not judged, so that the same code synthesizes on every day; `palisade check` judges them
   */
  readonly asOf?: string;
}

/**
 * The policy as a cdk-nag pack: it judges the synthesized templates during `cdk synth` as `palisade check` judges them in the same folder,
 * by the same rules and the same `palisade.yaml`, but for dates. What that file leaves out, passes over or accepts is told on standard error, since
 * a report of the CDK has no place for it.
 *
 * It does not walk constructs as other packs do: raw overrides, generic resources and references across
 * stacks only show in the templates.
 */
export class PalisadeChecks extends NagPack {
  readonly name = 'Palisade';
  override readonly ruleIds = allRules.map(({ id }) => id);
  private readonly asOf: string | undefined;

  constructor({ asOf }: PalisadeChecksProps = {}) {
    super();
    this.packName = this.name;
    this.asOf = asOf;
  }

  override validate({
    appConstruct,
    stackTemplates,
  }: IPolicyValidationContext): PolicyValidationPluginReport {
    const outdir = outdirOf(appConstruct);
    const stacks = stackTemplates.map(({ templatePath }) =>
      relative(outdir, templatePath).split(sep).join('/'),
    );
    return this.judged(outdir, stacks);
  }

  /** Judges the app that `scope` belongs to, without a `cdk synth`: for unit tests. */
  override validateScope(scope: IConstruct): PolicyValidationPluginReport {
    const outdir = outdirOf(scope);
    if (Stage.isStage(scope.node.root)) scope.node.root.synth();
    return this.judged(outdir);
  }

  protected override checkResource(): never {
    throw new Error('this pack judges whole templates, not single constructs');
  }

  /** Judges an assembly; with `stacks`, only these templates and what is nested in them. */
  private judged(outdir: string, stacks?: readonly string[]): PolicyValidationPluginReport {
    const settings = settingsFor({ paths: [outdir] });
    const rulebook = rulebookOf(settings);
    const { sources, excluded, beside } = readWithin(settings, [outdir]);
    const chosen = new Set(stacks ?? sources.map(({ name }) => name));
    for (const { name, nestedIn, unreadable } of sources) {
      if ((nestedIn && chosen.has(nestedIn.template)) || unreadable !== undefined) chosen.add(name);
    }
    const model = new Model(sources.filter(({ name }) => chosen.has(name)));
    const { asOf } = this;
    const { findings, asked, judging, baseline } = judge(settings, { model, rulebook, asOf });
    const about = { findings, rules: asked, ownRules: rulebook.own, model, ruleset: rulebook.ruleset };
    const report = buildReport({
      ...about,
      asOf: asOf ?? beforeAnyDay,
      excluded,
      judging,
      baseline,
      beside: beside.map(({ name }) => name),
    });
    if (settings.applied.length > 0 || judging.notAsked.length > 0) tell(judgingSentences(report));
    const failing = failingFindings(findings, asked, { model, failOn: judging.failOn });
    return reportOf(findings, { failing: new Set(failing), texts: textsOf(rulebook), outdir });
  }
}

function tell(sentences: readonly string[]): void {
  process.stderr.write(sentences.map((sentence) => `palisade: ${sentence}\n`).join(''));
}

interface Verdict {
  readonly failing: ReadonlySet<Finding>;
  readonly texts: readonly RuleText[];
  readonly outdir: string;
}

function reportOf(
  findings: readonly Finding[],
  { failing, texts, outdir }: Verdict,
): PolicyValidationPluginReport {
  const byId = new Map(texts.map((rule) => [rule.id, rule]));
  return {
    success: failing.size === 0,
    violations: findings.filter(isBlocking).map((finding) => ({
      ...violation(finding, byId.get(finding.rule), outdir),
      // The CDK lets an acknowledgement take away whatever is less than fatal, and then counts synthesis as passed.
      severity: failing.has(finding) ? 'fatal' : 'warning',
    })),
  };
}

function violation(finding: Finding, rule: RuleText | undefined, outdir: string): PolicyViolation {
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
  'An exception is an entry under acceptances in the storefront file or in palisade.yaml; Validations.of().acknowledge and suppressions of cdk-nag change nothing here.';

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

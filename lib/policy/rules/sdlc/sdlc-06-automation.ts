import { own } from '../../../cloudformation/model/json.ts';
import { not } from '../../../cloudformation/model/truth.ts';
import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import { textIs, writtenTextIs } from '../../../cloudformation/texts.ts';
import { valuesAt } from '../../../cloudformation/value-paths.ts';
import { isLike } from '../../../cloudformation/wildcards.ts';
import { flawsOf } from '../../choices.ts';
import { hasContract } from '../../data-classes.ts';
import { expectFalse, expectOneOf } from '../../expect.ts';
import { notApplicable, type Observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { verdictAt } from '../../statements/allowed.ts';
import facts from './changing-automation.json' with { type: 'json' };

const judges: Readonly<Record<string, (resource: Resource) => readonly Observation[]>> = {
  'AWS::Budgets::BudgetsAction': (action) => [expectOneOf(action.property('ApprovalModel'), ['MANUAL'])],
  'AWS::Config::ConformancePack': pack,
  'AWS::Config::OrganizationConformancePack': pack,
  'AWS::Config::RemediationConfiguration': (remediation) => [expectFalse(remediation.property('Automatic'))],
  'AWS::Events::Rule': (rule) => valuesAt(rule, 'Targets[].Arn').map(startsNoAutomation),
  'AWS::SSM::Association': (association) => [changesNothing(association.property('Name'))],
  'AWS::SSM::MaintenanceWindowTask': (task) => [changesNothing(task.property('TaskArn'))],
  'AWS::SSMIncidents::ResponsePlan': (plan) =>
    valuesAt(plan, 'Actions[].SsmAutomation.DocumentName')
      .filter(({ isAbsent }) => !isAbsent)
      .map(changesNothing),
  'AWS::Scheduler::Schedule': (schedule) => [startsNoAutomation(schedule.property('Target.Arn'))],
};

/** What a document of Systems Manager changes stands in no template, and so no rule has judged it. */
export const sdlc06Automation: Rule = {
  id: 'SDLC-06-automation',
  title: 'No automation changes what the templates of a shop or an account have made',
  severity: 'high',
  types: Object.keys(judges),
  why: 'A remediation, an association or an event that runs a document changes resources after they were reviewed, with a role that may do so at any time.',
  fix: 'Set Automatic to false, let the event tell somebody, and make the change in the templates.',
  controls: ['SDLC-06'],
  since: '0.1.0',
  stage: 'enforced',
  check: (resource) => {
    if (!hasContract(resource)) return [notApplicable(resource, 'its template does not say whose it is')];
    const flaws = flawsOf(own(judges, resource.type)?.(resource) ?? []);
    return flaws.length > 0 ? flaws : [notApplicable(resource, 'it changes nothing by itself')];
  },
};

function changesNothing(document: Value): Observation {
  const { documents } = facts;
  const isKnown = textIs(document, (text) => documents.some((name) => text.split('/').at(-1) === name));
  return verdictAt(isKnown ?? false, document, { expected: documents.join(' or ') });
}

function startsNoAutomation(target: Value): Observation {
  const isAutomation = writtenTextIs(target, (text) =>
    facts.targets.some((pattern) => isLike(text.toLowerCase(), pattern)),
  );
  return verdictAt(not(isAutomation), target, { expected: 'no target that changes resources by itself' });
}

/** A pack may bring remediations with it; of one that is kept elsewhere nobody knows. */
function pack(resource: Resource): readonly Observation[] {
  const body = resource.property('TemplateBody');
  const brings = body.isAbsent
    ? undefined
    : writtenTextIs(body, (text) => text.includes('AWS::Config::RemediationConfiguration'));
  return [verdictAt(not(brings), body, { expected: 'a template without remediations' })];
}

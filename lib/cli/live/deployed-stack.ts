import {
  DescribeStacksCommand,
  GetTemplateCommand,
  paginateListStackResources,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import { isRecord, parsedJson } from '../../cloudformation/model/json.ts';
import type { Resource, Template } from '../../cloudformation/model/types.ts';
import { type ComparedTemplate, type LiveObservation, templateHash } from '../../evidence/live/live-file.ts';
import { once } from '../../once.ts';
import { absent, type Found, judged, look, type Place, unknown } from './look.ts';

/** A stack that a template was given of, as it was found. */
export interface DeployedStack {
  readonly template: Template;
  readonly name: string;
  readonly place: Place;
  readonly compared: ComparedTemplate;
  readonly observations: readonly LiveObservation[];
  /** Physical ids by logical id; nothing where AWS did not tell them. */
  readonly ids: ReadonlyMap<string, string> | undefined;
}

/** CloudFormation has no name of its own for the error of a stack that does not exist. */
const missing = /does not exist/;

/** Hours after which a comparison of CloudFormation is too old: AWS Config has one made each day. */
const mostDriftHours = 48;

/** Looks at one stack: its template, its protection, its drift, and the resources that it has. */
export async function lookAtStack(template: Template, name: string, place: Place): Promise<DeployedStack> {
  const { account, region, clients } = place;
  const arn = `arn:aws:cloudformation:${region}:${account}:stack/${name}`;
  const describe = once(async () => {
    const { Stacks: [stack] = [] } = await clients.cloudFormation.send(
      new DescribeStacksCommand({ StackName: name }),
    );
    return stack;
  });
  const ask = (what: string, source: string, controls: readonly string[], found: () => Promise<Found>) =>
    look(place, { about: 'stack', what: `${what} of ${name}`, where: arn, source, controls }, () =>
      absent(missing, 'the stack does not exist', found),
    );
  const ofStack = (judge: (stack: Stack) => Found) => async () => {
    const stack = await describe();
    if (!stack) return unknown('AWS tells nothing of the stack');
    return { ...judge(stack), ...(stack.StackId !== undefined && { where: stack.StackId }) };
  };
  const describing = 'cloudformation:DescribeStacks';
  const ids = new Map<string, string>();
  const status = await ask('Status', describing, [], ofStack(statusOf));
  const compared = await ask('Template', 'cloudformation:GetTemplate', [], () =>
    compare(template, name, place),
  );
  const resources = await ask('Resources', 'cloudformation:ListStackResources', [], () =>
    listResources(name, place, ids),
  );
  const observations = [
    { ...compared, where: status.where },
    status,
    await ask('Termination protection', describing, ['DATA-07'], ofStack(protectionIn(template))),
    await ask('Drift', describing, ['DET-07'], ofStack(driftAt(place.now()))),
    { ...resources, where: status.where },
  ];
  return {
    template,
    name,
    place,
    observations,
    ids: resources.verdict === 'unknown' ? undefined : ids,
    compared: {
      stack: name,
      region,
      sha256: templateHash(template.body),
      arn: status.where,
      at: compared.at,
      verdict: compared.verdict,
    },
  };
}

/** Looks at a resource of a stack by the id that CloudFormation gave it. */
export function ofResource(
  { ids }: DeployedStack,
  { logicalId }: Resource,
  ask: (id: string) => Promise<Found>,
): () => Promise<Found> {
  return async () => {
    if (!ids) return unknown('which resources the stack has is unknown');
    const id = ids.get(logicalId);
    return id === undefined ? judged(`the stack has no resource ${logicalId}`, false) : ask(id);
  };
}

async function compare(template: Template, StackName: string, { clients }: Place): Promise<Found> {
  const { TemplateBody = '' } = await clients.cloudFormation.send(
    new GetTemplateCommand({ StackName, TemplateStage: 'Original' }),
  );
  const body = parsedJson(TemplateBody);
  if (!isRecord(body)) return unknown('the deployed template is no JSON, which no template of the kit is');
  const [deployed, given] = [templateHash(body), templateHash(template.body)];
  return deployed === given
    ? judged(`the same as ${template.name}, ${given}`, true)
    : judged(`another one than ${template.name}: deployed ${deployed}, given ${given}`, false);
}

function statusOf(stack: Stack): Found {
  const status = String(stack.StackStatus);
  const since = deployedAt(stack)?.toISOString() ?? 'an unknown time';
  const isComplete = ['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'IMPORT_COMPLETE'].includes(status);
  return judged(`${status}, last deployed ${since}`, isComplete);
}

function deployedAt({ LastUpdatedTime, CreationTime }: Stack): Date | undefined {
  return LastUpdatedTime ?? CreationTime;
}

function protectionIn({ terminationProtection }: Template) {
  return ({ EnableTerminationProtection }: Stack): Found => {
    if (EnableTerminationProtection === undefined) return unknown('AWS does not tell it');
    const value = EnableTerminationProtection ? 'on' : 'off';
    if (terminationProtection === undefined)
      return unknown(`${value}; a template without its assembly says neither`);
    return judged(value, EnableTerminationProtection || !terminationProtection);
  };
}

/** A comparison before the last deployment, or long ago, says nothing of what is there now. */
function driftAt(now: Date) {
  return (stack: Stack): Found => {
    const { StackDriftStatus = 'NOT_CHECKED', LastCheckTimestamp: checked } = stack.DriftInformation ?? {};
    const value = `${StackDriftStatus}, ${checked ? `compared ${checked.toISOString()}` : 'never compared'}`;
    if (StackDriftStatus === 'DRIFTED') return judged(value, false);
    const earliest = Math.max(now.getTime() - mostDriftHours * 3_600_000, deployedAt(stack)?.getTime() ?? 0);
    return StackDriftStatus === 'IN_SYNC' && checked && checked.getTime() >= earliest
      ? judged(value, true)
      : unknown(`${value}; no comparison since the last deployment and within ${mostDriftHours} hours`);
  };
}

async function listResources(
  StackName: string,
  { clients }: Place,
  ids: Map<string, string>,
): Promise<Found> {
  const unsettled: string[] = [];
  const pages = paginateListStackResources({ client: clients.cloudFormation }, { StackName });
  for await (const { StackResourceSummaries = [] } of pages) {
    for (const {
      LogicalResourceId = '',
      PhysicalResourceId,
      ResourceStatus = '',
    } of StackResourceSummaries) {
      if (PhysicalResourceId !== undefined) ids.set(LogicalResourceId, PhysicalResourceId);
      if (!/_COMPLETE$/.test(ResourceStatus)) unsettled.push(`${LogicalResourceId} ${ResourceStatus}`);
    }
  }
  return unsettled.length === 0
    ? judged(`${ids.size}, all of them complete`, true)
    : judged(`${ids.size}, of which not complete: ${unsettled.join(', ')}`, false);
}

import { accessLogs, sourcesOf } from '../../../cloudformation/log-deliveries.ts';
import { own } from '../../../cloudformation/model/json.ts';
import type { Model } from '../../../cloudformation/model/model.ts';
import { asParts } from '../../../cloudformation/model/resolved.ts';
import type { Resolved, Resource, Value } from '../../../cloudformation/model/types.ts';
import { textIs } from '../../../cloudformation/texts.ts';
import { valuesAt } from '../../../cloudformation/value-paths.ts';
import { recordsNoSecrets } from '../../access-log-fields.ts';
import { expectFalse, observe, observeList, type Verdict } from '../../expect.ts';
import { notApplicable, type Observation } from '../../observation.ts';
import { redactsSecrets } from '../../redacted-fields.ts';
import type { Rule } from '../../rule.ts';
import secrets from './secret-log-fields.json' with { type: 'json' };

type Check = (subject: Resource, model: Model) => readonly Observation[];

const checks: Readonly<Record<string, Check>> = {
  'AWS::Logs::Delivery': delivery,
  'AWS::WAFv2::LoggingConfiguration': redactsSecrets,
  'AWS::CloudFront::RealtimeLogConfig': (config) => [realtimeFields(config.property('Fields'))],
  'AWS::ApiGateway::Stage': (stage) => [
    format(stage.property('AccessLogSetting.Format')),
    ...valuesAt(stage, 'MethodSettings[].DataTraceEnabled').map(expectFalse),
  ],
  'AWS::ApiGatewayV2::Stage': (stage) => [
    format(stage.property('AccessLogSettings.Format')),
    expectFalse(stage.property('DefaultRouteSettings.DataTraceEnabled')),
  ],
  'AWS::StepFunctions::StateMachine': (machine) => [
    expectFalse(machine.property('LoggingConfiguration.IncludeExecutionData')),
  ],
};

/** Whatever a log repeats of a request, whoever may read logs can send again. */
export const log07: Rule = {
  id: 'LOG-07',
  title: 'Logs repeat no cookies, credentials, query strings or bodies',
  severity: 'high',
  types: Object.keys(checks),
  why: 'A reader of logs becomes the holder of each token in them, and what shoppers sent is kept for a year.',
  fix: 'Leave cs(Cookie) and cs-uri-query out of RecordFields, redact the headers authorization and cookie and the query string in the logs of the firewall, and turn DataTraceEnabled and IncludeExecutionData off.',
  controls: ['LOG-07'],
  since: '0.1.0',
  stage: 'enforced',
  check: (subject, model) => own(checks, subject.type)?.(subject, model) ?? [],
};

/** A delivery of other logs than CloudFront's has fields of its own. */
function delivery(subject: Resource, model: Model): readonly Observation[] {
  const sources = sourcesOf(subject, model);
  const isOther = (source: Resource) =>
    textIs(source.property('LogType'), (type) => type === accessLogs) === false;
  if (sources.length > 0 && sources.every(isOther)) {
    return [notApplicable(subject, 'it delivers no access logs of a distribution')];
  }
  return [recordsNoSecrets(subject)];
}

function realtimeFields(list: Value): Observation {
  const expected = `fields without ${secrets.realtime.join(', ')}`;
  return observeList(list, { expected }, (items) => {
    const verdicts = items.map((item) => textIs(item, (field) => secrets.realtime.includes(field)));
    if (items.length === 0 || verdicts.includes(true)) return false;
    return verdicts.includes(undefined) ? undefined : true;
  });
}

function format(value: Value): Observation {
  const expected = 'a format without credentials, bodies and stage variables';
  return observe(value, { expected }, formatIs);
}

/** A format with open parts may still turn out to name what it must not. */
function formatIs(resolved: Resolved): Verdict {
  const parts = asParts(resolved);
  if (parts.some((part) => typeof part === 'string' && repeatsSecrets(part))) return false;
  return parts.every((part) => typeof part === 'string') ? true : undefined;
}

function repeatsSecrets(format: string): boolean {
  const harmless = new Set(secrets.apiVariablesWithoutSecrets);
  const variables = format.toLowerCase().match(/\$[a-z0-9_.]+/g) ?? [];
  return variables
    .filter((variable) => !harmless.has(variable))
    .some((variable) => secrets.apiVariables.some((secret) => variable.includes(secret)));
}

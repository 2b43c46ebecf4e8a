import { isRecord } from '../../model/json.ts';
import type { Resource } from '../../model/resource.ts';
import type { Value } from '../../model/value.ts';
import { expectOneOf, expectReference, missing, observeLiteral } from '../../observe.ts';
import type { Observation, Rule } from '../../rule.ts';
import { attached, doubtAbout, expectItem, flawsOf } from '../supporting.ts';
import { aboutWebAcls } from './acl-rules.ts';
import { expectLogDestination } from './log-destination.ts';
import { secretHeaders } from './secret-fields.ts';

const logging = { type: 'AWS::WAFv2::LoggingConfiguration', path: 'ResourceArn' };

/** Logs of requests are evidence, and hold whatever shoppers send: sessions, passwords, tokens. */
export const waf06: Rule = {
  ...aboutWebAcls,
  id: 'WAF-06',
  title: 'The web ACL logs every request, without credentials',
  severity: 'medium',
  why: 'Without logs nobody can tell what was tried; with credentials in them whoever reads the logs becomes the shopper.',
  fix: 'Add an AWS::WAFv2::LoggingConfiguration to a destination named aws-waf-logs-… that redacts the headers authorization and cookie and the query string.',
  controls: ['WAF-06'],
  check: (acl, model) => {
    const found = attached(model, acl, logging);
    if (found.length === 0) return [missing(acl, 'Properties', `an ${logging.type} that refers to it`)];
    return found.flatMap((one) => configuration(one, acl));
  },
};

function configuration(found: Resource, acl: Resource): readonly Observation[] {
  const redacted = found.property('RedactedFields');
  return [
    expectReference(found.property('ResourceArn'), acl, 'Arn'),
    ...expectLogDestination(found.property('LogDestinationConfigs')),
    ...secretHeaders.flatMap((name) => redactedHeader(redacted, name)),
    ...expectItem(redacted, { expected: 'the query string', identify: (field) => [queryString(field)] }),
    ...dropped(found.property('LoggingFilter')),
    ...doubtAbout(found, acl),
  ];
}

function redactedHeader(redacted: Value, header: string): readonly Observation[] {
  return expectItem(redacted, {
    expected: `the header ${header}`,
    identify: (field) => [
      observeLiteral(
        field.at('SingleHeader.Name'),
        { expected: header },
        (name) => typeof name === 'string' && name.toLowerCase() === header,
      ),
    ],
  });
}

function queryString(field: Value): Observation {
  return observeLiteral(
    field,
    { expected: '{"QueryString":{}}' },
    (literal) => isRecord(literal) && 'QueryString' in literal,
  );
}

/** A filter may choose what is kept; one that drops everything leaves a configuration that logs nothing. */
function dropped(filter: Value): readonly Observation[] {
  const keeps = filter
    .at('Filters')
    .items()
    .some((one) => one.at('Behavior').literal === 'KEEP');
  const behavior = filter.at('DefaultBehavior').withDefault('KEEP');
  return keeps ? [] : flawsOf([expectOneOf(behavior, ['KEEP'])]);
}

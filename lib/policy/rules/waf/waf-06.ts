import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import { attached } from '../../../cloudformation/references.ts';
import { isAction } from '../../../cloudformation/web-acls.ts';
import { expectItem } from '../../choices.ts';
import { doubtAbout, expectReference, observeLiteral } from '../../expect.ts';
import { missing, type Observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { aboutWebAcls, secretHeaders } from './acl-rules.ts';
import { expectLogDestination } from './log-destination.ts';
import { blocksLogged } from './log-filter.ts';

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
    ...blocksLogged(found.property('LoggingFilter')),
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
  return observeLiteral(field, { expected: '{"QueryString":{}}' }, (literal) =>
    isAction(literal, ['QueryString']),
  );
}

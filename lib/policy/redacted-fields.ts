import type { Resource } from '../cloudformation/model/types.ts';
import { isAction } from '../cloudformation/web-acls.ts';
import { expectItem } from './choices.ts';
import { observeLiteral } from './expect.ts';
import type { Observation } from './observation.ts';

/** Request headers that carry credentials; in lower case, since header names ignore it. */
export const secretHeaders = ['authorization', 'cookie'] as const;

/** Judges that the logs of a web ACL leave out the headers with credentials and the query string. */
export function redactsSecrets(logging: Resource): readonly Observation[] {
  const redacted = logging.property('RedactedFields');
  return [
    ...secretHeaders.flatMap((name) =>
      expectItem(redacted, {
        expected: `the header ${name}`,
        identify: (field) => [
          observeLiteral(
            field.at('SingleHeader.Name'),
            { expected: name },
            (literal) => typeof literal === 'string' && literal.toLowerCase() === name,
          ),
        ],
      }),
    ),
    ...expectItem(redacted, {
      expected: 'the query string',
      identify: (field) => [
        observeLiteral(field, { expected: '{"QueryString":{}}' }, (literal) =>
          isAction(literal, ['QueryString']),
        ),
      ],
    }),
  ];
}

import { edgeRegion } from '../../aws/regions.ts';
import type { DeepPartial } from '../form.ts';
import { listed, type Mistake, mistake, quoted } from '../mistake.ts';
import { boundaryOf } from '../rules/guardrails.ts';
import { confirmedByAnother, confirmedInTime, confirmedOnce, contactsDiffer } from '../rules/shop.ts';
import { badTagNames } from '../rules/tags.ts';
import type { AccountFile } from './schema.ts';

/** What of an account file has the right form. */
type AccountDraft = DeepPartial<AccountFile>;

type AccountRule = (account: AccountDraft) => readonly Mistake[];

/** Every shop has a distribution, and what belongs to one lives there; sign-ins of the root user are told there, too. */
const holdsEdgeRegion: AccountRule = ({ regions = [] }) =>
  regions.length === 0 || regions.includes(edgeRegion)
    ? []
    : [
        mistake(
          ['regions'],
          `${listed(regions.map(String), 'and')} without ${edgeRegion}`,
          `add ${edgeRegion}; CloudFront keeps there what belongs to a shop`,
        ),
      ];

/** A region has one stack. */
const regionsOnce: AccountRule = ({ regions = [] }) =>
  regions.flatMap((region, index) =>
    region === undefined || regions.indexOf(region) === index
      ? []
      : [mistake(['regions', index], `${quoted(region)}, which is in the list already`, 'remove it')],
  );

/** An account has one provider of each issuer. */
const issuersDiffer: AccountRule = ({ oidcProviders = [] }) =>
  oidcProviders.flatMap((host, index) =>
    host === undefined || oidcProviders.indexOf(host) === index
      ? []
      : [mistake(['oidcProviders', index], `${quoted(host)}, which is in the list already`, 'remove it')],
  );

/** The second receiver is there for the day on which the first one hears nothing. */
const receiversDiffer: AccountRule = ({ alerts = {} }) =>
  Object.entries(alerts).flatMap(([way, receivers = []]) => {
    const texts = receivers.map((receiver) => JSON.stringify(receiver)?.toLowerCase());
    return texts.flatMap((text, index) =>
      text === undefined || texts.indexOf(text) === index
        ? []
        : [
            mistake(
              ['alerts', way, index],
              'a receiver that is in the list already',
              'write another one, or remove it',
            ),
          ],
    );
  });

/** What the ARN of each service's resource has between its colons; an organization's trail has another account. */
const services: Readonly<Record<keyof AccountFile['detection'], RegExp>> = {
  accessAnalyzer: /^arn:aws:access-analyzer:[^:]+:\d+:analyzer\//,
  cloudTrail: /^arn:aws:cloudtrail:[^:]+:\d+:trail\//,
  config: /^arn:aws:config:[^:]+:\d+:/,
  guardDuty: /^arn:aws:guardduty:[^:]+:\d+:detector\//,
  securityHub: /^arn:aws:securityhub:[^:]+:\d+:hub\//,
  inspector: /^arn:aws:inspector2:[^:]+:\d+:/,
  macie: /^arn:aws:macie2?:[^:]+:\d+:/,
};

/** What is declared to exist has to be what its row asks for. */
const existingFits: AccountRule = ({ detection = {} }) =>
  Object.entries(services).flatMap(([service, form]) => {
    const choice = detection[service as keyof typeof services];
    const arn = typeof choice === 'object' && 'existing' in choice ? choice.existing?.arn : undefined;
    if (arn === undefined || form.test(arn)) return [];
    return [
      mistake(
        ['detection', service, 'existing', 'arn'],
        quoted(arn),
        `write the ARN of what runs for ${service}`,
      ),
    ];
  });

/** AWS refuses a boundary of another account when the stacks are deployed already. */
const boundaryOfAccount: AccountRule = ({ account, existing }) =>
  boundaryOf(account, existing?.permissionsBoundary, ['existing']);

/** AWS refuses other names when the stacks are deployed already. */
const tagNames: AccountRule = ({ tags }) => badTagNames(tags, []);

/** Everything that must hold between the settings of an account file. */
export const accountRules: readonly AccountRule[] = [
  holdsEdgeRegion,
  regionsOnce,
  contactsDiffer,
  confirmedByAnother,
  confirmedInTime,
  confirmedOnce,
  receiversDiffer,
  existingFits,
  boundaryOfAccount,
  issuersDiffer,
  tagNames,
];

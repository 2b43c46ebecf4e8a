import { CfnQueryDefinition, type LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { pascalCase, resourceName } from '../../contract/names.ts';
import type { Owner } from '../contract/owner.ts';

/** The managed rules that the firewall's groups hold, as their labels stand in its log. */
const managedLabel = '/"name":"awswaf:managed:aws:(?<label>[^"]+)"/';

/**
 * The questions that an incident raises, by the kind of log that answers them, each in the language of Logs Insights. A word
 * in capitals is what whoever asks replaces.
 */
const questions = {
  firewall: {
    'firewall-blocked': [
      'filter action = "BLOCK"',
      'stats count(*) as requests by httpRequest.clientIp, terminatingRuleId, httpRequest.uri',
      'sort requests desc',
      'limit 200',
    ],
    'firewall-would-block': [
      'filter action = "ALLOW" and httpRequest.uri not like /^\\/callbacks\\//',
      `parse @message ${managedLabel}`,
      'filter ispresent(label)',
      'stats count(*) as requests by label, httpRequest.uri, httpRequest.clientIp',
      'sort requests desc',
      'limit 200',
    ],
    'firewall-callbacks-refused': [
      'filter action = "BLOCK" and httpRequest.uri like /^\\/callbacks\\//',
      `parse @message ${managedLabel}`,
      'stats count(*) as requests, latest(httpRequest.clientIp) as sender by httpRequest.uri, terminatingRuleId, label',
      'sort requests desc',
    ],
    'firewall-callbacks-counted': [
      'filter action = "ALLOW" and httpRequest.uri like /^\\/callbacks\\//',
      `parse @message ${managedLabel}`,
      'filter ispresent(label)',
      'stats count(*) as requests by label, httpRequest.uri',
      'sort requests desc',
    ],
    'firewall-requests-to-path': [
      'filter httpRequest.uri = "/PATH"',
      'stats count(*) as requests, min(@timestamp) as firstSeen, max(@timestamp) as lastSeen by httpRequest.clientIp, httpRequest.country, httpRequest.httpMethod, action',
      'sort requests desc',
      'limit 200',
    ],
    'firewall-scanner': [
      'filter @message like /"name":"awswaf:[^"]*:scanner"/',
      'stats count(*) as requests by httpRequest.clientIp, action, terminatingRuleId',
      'sort requests desc',
    ],
  },
  functions: {
    'callbacks-refused': [
      'filter message in ["callback not accepted", "callback failed on our side"]',
      'stats count(*) as callbacks, max(@timestamp) as lastSeen by gateway, result, statusCode',
      'sort callbacks desc',
    ],
    'order-history': [
      'fields @timestamp, service, level, message, result, gateway, error, @log',
      'filter orderId = "ID" or paymentId = "ID" or eventId = "ID" or messageId = "ID" or requestId = "ID"',
      'sort @timestamp asc',
    ],
    'function-errors': [
      'filter level = "error" or @message like /Task timed out|Runtime\\./',
      'stats count(*) as errors, max(@timestamp) as lastSeen by @log, message, error',
      'sort errors desc',
    ],
  },
  flow: {
    'connections-rejected': [
      'filter action = "REJECT"',
      'stats count(*) as flows, sum(bytes) as transferred by srcAddr, dstAddr, dstPort, protocol',
      'sort flows desc',
      'limit 200',
    ],
    'connections-out': [
      'filter action = "ACCEPT" and dstPort = 443',
      'stats count(*) as flows, sum(bytes) as transferred by srcAddr, dstAddr',
      'sort transferred desc',
      'limit 200',
    ],
  },
  names: {
    'names-refused': [
      'filter firewall_rule_action = "BLOCK"',
      'stats count(*) as queries, max(@timestamp) as lastSeen by query_name, query_type, srcaddr',
      'sort queries desc',
    ],
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

export interface SavedQueriesProps {
  /** Whose logs they are; the names of the queries begin with the owner's. */
  readonly owner: Owner;

  /** What kind of lines the groups hold. */
  readonly about: keyof typeof questions;

  readonly logGroups: readonly LogGroup[];
}

/** Saves the questions about one kind of log in Logs Insights, where they are found in the hour when somebody needs them. */
export class SavedQueries extends Construct {
  constructor(scope: Construct, id: string, { owner, about, logGroups }: SavedQueriesProps) {
    super(scope, id);
    for (const [role, lines] of Object.entries<readonly string[]>(questions[about])) {
      new CfnQueryDefinition(this, pascalCase(role), {
        name: resourceName(owner, role),
        queryString: lines.join('\n| '),
        logGroupNames: logGroups.map(({ logGroupName }) => logGroupName),
      });
    }
  }
}

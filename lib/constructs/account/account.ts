import type { AccountConfig, DetectionService, Receiver } from '../../config/account/account-config.ts';
import { accountScope } from '../../contract/account-names.ts';
import { digestOf } from '../../contract/digests.ts';
import type { AccountProfile, AlertReceiver, DetectionState } from '../../contract/schema.ts';
import type { Owner } from '../contract/owner.ts';

/** An AWS account: what its constructs and stacks know of the account file. */
export interface Account extends Owner {
  readonly config: AccountConfig;
  /** Where the trail of all regions ends. */
  readonly homeRegion: string;
  /** What every one of its templates says about the account. */
  readonly profile: AccountProfile;
}

/** Reads the account out of its configuration. */
export function accountOf(config: AccountConfig): Account {
  const { account, regions, contacts, confirmations, detection, alerts } = config;
  const [homeRegion] = regions;
  if (homeRegion === undefined)
    throw new Error('an account without a region is refused before it comes here');
  return {
    ...accountScope,
    contacts,
    confirmations,
    config,
    homeRegion,
    profile: {
      account,
      regions,
      detection: {
        accessAnalyzer: stateOf(detection.accessAnalyzer),
        cloudTrail: stateOf(detection.cloudTrail),
        config: stateOf(detection.config),
        guardDuty: stateOf(detection.guardDuty),
        inspector: stateOf(detection.inspector),
        macie: stateOf(detection.macie),
        securityHub: stateOf(detection.securityHub),
      },
      receivers: {
        page: alerts.page.map(named),
        ticket: alerts.ticket.map(named),
        security: alerts.security.map(named),
      },
      declared: [],
    },
  };
}

function named(receiver: Receiver): AlertReceiver {
  if ('email' in receiver) return { protocol: 'email', endpoint: digestOf(receiver.email) };
  if ('https' in receiver) return { protocol: 'https', endpoint: digestOf(receiver.https) };
  const { workspace, channel } = receiver.slack;
  return { protocol: 'slack', endpoint: digestOf(`${workspace}/${channel}`) };
}

function stateOf(choice: AccountConfig['detection'][DetectionService]): DetectionState {
  if (choice === 'create') return { state: 'created' };
  if ('declined' in choice) return { state: 'declined', reason: choice.declined };
  return { state: 'declared', ...choice.existing };
}

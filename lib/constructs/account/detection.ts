import { Stack } from 'aws-cdk-lib';
import { CfnAnalyzer } from 'aws-cdk-lib/aws-accessanalyzer';
import { CfnConfigurationRecorder, CfnDeliveryChannel } from 'aws-cdk-lib/aws-config';
import { CfnDetector } from 'aws-cdk-lib/aws-guardduty';
import { CfnSession } from 'aws-cdk-lib/aws-macie';
import { CfnHub, CfnStandard } from 'aws-cdk-lib/aws-securityhub';
import { Construct } from 'constructs';
import { bucketName, resourceName } from '../../contract/names.ts';
import type { Account } from './account.ts';
import facts from './detection.json' with { type: 'json' };

export interface DetectionProps {
  readonly account: Account;
}

/** Days without use after which a right is reported; PCI DSS v4.0.1, 8.2.6, ends unused accounts after 90. */
const unusedDays = 90;

/** The services that watch one region of the account: those of the file that are to be created. */
export class Detection extends Construct {
  constructor(scope: Construct, id: string, { account }: DetectionProps) {
    super(scope, id);
    const { detection } = account.config;
    const isHome = Stack.of(this).region === account.homeRegion;
    const recorder = detection.config === 'create' ? this.recorder(account, isHome) : undefined;
    if (detection.securityHub === 'create') {
      const hub = this.securityHub();
      // Nearly all of its checks read what Config records.
      if (recorder) hub.node.addDependency(recorder);
    }
    if (detection.guardDuty === 'create') this.guardDuty();
    if (detection.macie === 'create') {
      new CfnSession(this, 'Macie', { status: 'ENABLED', findingPublishingFrequency: 'FIFTEEN_MINUTES' });
    }
    if (detection.accessAnalyzer === 'create') this.analyzers(account, isHome);
  }

  /**
   * The recorder and its channel wait for each other, so neither may depend on the other. Types of IAM are global and are
   * recorded once, at home.
   */
  private recorder(account: Account, isHome: boolean): CfnConfigurationRecorder {
    const { partition } = Stack.of(this);
    const recorder = new CfnConfigurationRecorder(this, 'Recorder', {
      name: resourceName(account, 'recorder'),
      // Security Hub's control Config.1 asks for the role that AWS keeps.
      roleArn: `arn:${partition}:iam::${account.config.account}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig`,
      recordingGroup: { allSupported: true, includeGlobalResourceTypes: isHome },
    });
    new CfnDeliveryChannel(this, 'Channel', {
      name: resourceName(account, 'channel'),
      s3BucketName: bucketName(account, 'config', {
        account: account.config.account,
        region: account.homeRegion,
      }),
      configSnapshotDeliveryProperties: { deliveryFrequency: 'TwentyFour_Hours' },
    });
    return recorder;
  }

  private securityHub(): CfnHub {
    const { partition, region } = Stack.of(this);
    // The standards are named below; those that come by default would collide with them.
    const hub = new CfnHub(this, 'SecurityHub', {
      enableDefaultStandards: false,
      autoEnableControls: true,
      controlFindingGenerator: 'SECURITY_CONTROL',
    });
    for (const [name, path] of Object.entries(facts.standards)) {
      const standard = new CfnStandard(this, `${name}Standard`, {
        standardsArn: `arn:${partition}:securityhub:${region}::${path}`,
      });
      standard.addResourceDependency(hub);
    }
    return hub;
  }

  private guardDuty(): void {
    new CfnDetector(this, 'GuardDuty', {
      enable: true,
      findingPublishingFrequency: 'FIFTEEN_MINUTES',
      features: facts.guardDutyFeatures.map(({ name, status, managesAgents = [] }) => ({
        name,
        status,
        ...(managesAgents.length > 0 && {
          additionalConfiguration: managesAgents.map((agent) => ({ name: agent, status })),
        }),
      })),
    });
  }

  private analyzers(account: Account, isHome: boolean): void {
    new CfnAnalyzer(this, 'ExternalAccess', {
      analyzerName: resourceName(account, 'external-access'),
      type: 'ACCOUNT',
    });
    // Roles and users belong to no region, so they are looked at once.
    if (!isHome) return;
    new CfnAnalyzer(this, 'UnusedAccess', {
      analyzerName: resourceName(account, 'unused-access'),
      type: 'ACCOUNT_UNUSED_ACCESS',
      analyzerConfiguration: { unusedAccessConfiguration: { unusedAccessAge: unusedDays } },
    });
  }
}

import { AssetHashType, CustomResource, Duration, IgnoreMode } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { Construct, type IConstruct } from 'constructs';
import { leftovers, type Site } from '../../site/read-site.ts';
import type { LogGroups } from '../common/log-groups.ts';
import { NodeFunction } from '../common/node-function.ts';
import { logicalIdOf } from '../contract/contract-entries.ts';
import { applyKitException } from '../contract/kit-exceptions.ts';
import type { Storefront } from '../contract/storefront.ts';
import type { SiteBucket } from './site-bucket.ts';

export interface SiteReleaseProps {
  readonly storefront: Storefront;

  /** The files that are released. */
  readonly site: Site;

  /** Where they are put. */
  readonly siteBucket: SiteBucket;

  /** The log groups of the stack, to which the publisher adds its own. */
  readonly logGroups: LogGroups;
}

/** Puts the site's files under `releases/HASH/` of the site bucket, as a part of the deployment. */
export class SiteRelease extends Construct {
  /** Folder of the release in the bucket, without slashes around it. */
  readonly prefix: string;

  /** What has to be there before the release is served. */
  readonly published: CustomResource;

  constructor(scope: Construct, id: string, { storefront, site, siteBucket, logGroups }: SiteReleaseProps) {
    super(scope, id);
    this.prefix = `releases/${site.hash}`;
    const archive = new Asset(this, 'Archive', {
      path: site.folder,
      assetHash: site.hash,
      assetHashType: AssetHashType.CUSTOM,
      exclude: [...leftovers, ...(site.withheld ?? []).map((name) => `/${name}`)],
      ignoreMode: IgnoreMode.GIT,
    });
    const publisher = new NodeFunction(this, 'Publisher', {
      owner: storefront,
      logGroups,
      source: 'site-release',
    });
    this.allowPublishing(publisher, siteBucket, archive, storefront);

    this.published = new CustomResource(this, 'Resource', {
      resourceType: 'Custom::SiteRelease',
      serviceToken: publisher.function.functionArn,
      serviceTimeout: Duration.minutes(6),
      properties: {
        Bucket: siteBucket.bucket.bucketName,
        Release: site.hash,
        ArchiveBucket: archive.s3BucketName,
        ArchiveKey: archive.s3ObjectKey,
      },
    });
    this.published.node.addDependency(publisher.role);
  }

  /**
   * Publishes after something has been created. A bucket that is filled cannot be deleted, so whatever can fail without
   * the release comes before it: then a first deployment that fails there leaves nothing behind.
   */
  publishAfter(...created: readonly IConstruct[]): void {
    this.published.node.addDependency(...created);
  }

  private allowPublishing(
    { role }: NodeFunction,
    { bucket, key }: SiteBucket,
    archive: Asset,
    storefront: Storefront,
  ): void {
    const releases = bucket.arnForObjects('releases/*');
    role.addToPolicy(
      new PolicyStatement({ actions: ['s3:GetObject', 's3:PutObject'], resources: [releases] }),
    );
    role.addToPolicy(
      new PolicyStatement({ actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [key.keyArn] }),
    );
    role.addToPolicy(
      new PolicyStatement({
        actions: ['s3:GetObject'],
        resources: [archive.bucket.arnForObjects(archive.s3ObjectKey)],
      }),
    );
    const bucketId = logicalIdOf(bucket);
    applyKitException(role.node.findChild('DefaultPolicy'), 'release-files', storefront, {
      rule: `AwsSolutions::AwsSolutions-IAM5[Resource::<${bucketId}.Arn>/releases/*]`,
    });
  }
}

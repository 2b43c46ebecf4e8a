import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { FileAssetPackaging, Stack, Stage } from 'aws-cdk-lib';
import { CfnLayerVersion, type ILayerVersion, LayerVersion } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';

export interface JsonLayerProps {
  /** Name of the file, for example `catalogue.json`. */
  readonly file: string;
  /** What it says. */
  readonly content: unknown;
}

/**
 * A file that a function reads when it starts: too large for an environment variable, and no part of its code.
 *
 * It is written into the cloud assembly itself, under the hash of its content, so that nothing is left anywhere else.
 */
export class JsonLayer extends Construct {
  readonly layer: ILayerVersion;

  /** Where the functions that use the layer find the file. */
  readonly path: string;

  constructor(scope: Construct, id: string, { file, content }: JsonLayerProps) {
    super(scope, id);
    this.path = `/opt/${file}`;
    const text = JSON.stringify(content);
    const hash = createHash('sha256').update(`${file}\n${text}`).digest('hex');
    const { bucketName, objectKey } = Stack.of(this).synthesizer.addFileAsset({
      sourceHash: hash,
      fileName: this.write(`asset.${hash}`, file, text),
      packaging: FileAssetPackaging.ZIP_DIRECTORY,
    });
    const version = new CfnLayerVersion(this, 'Resource', {
      description: `${file} of the shop`,
      content: { s3Bucket: bucketName, s3Key: objectKey },
    });
    this.layer = LayerVersion.fromLayerVersionArn(this, 'Version', version.ref);
  }

  /** Path of the folder from the assembly that the stack is written to: stages share the folders of their app. */
  private write(folder: string, file: string, text: string): string {
    const stage = Stage.of(this);
    if (!stage) throw new Error(`${this.node.path} belongs to no app`);
    const path = join(stage.assetOutdir, folder);
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, file), text);
    return relative(stage.outdir, path);
  }
}

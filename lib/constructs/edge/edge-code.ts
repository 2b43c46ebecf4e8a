import { readFileSync } from 'node:fs';
import { packagePath } from '../../package-root.ts';

/** The code that leads paths to a release. */
export function siteRequestCode(release: string): string {
  return codeOf('site-request').replace('__RELEASE__', release);
}

/** The code of a CloudFront function. CloudFront takes 10 KB, so comments stay behind. */
export function codeOf(name: string): string {
  return readFileSync(packagePath('lambda', 'edge', `${name}.js`), 'utf8').replace(/^\s*\/\/.*\n/gm, '');
}

import {
  Function as EdgeFunction,
  FunctionCode,
  FunctionRuntime,
  type IKeyValueStore,
} from 'aws-cdk-lib/aws-cloudfront';
import { Construct } from 'constructs';
import { resourceName } from '../../contract/names.ts';
import type { Site } from '../../site/read-site.ts';
import { expectCode } from '../contract/contract-entries.ts';
import type { Storefront } from '../contract/storefront.ts';
import { functionRequestCode, siteRequestCode } from './edge-code.ts';
import type { RedirectStore } from './redirect-store.ts';
import { servedTexts } from './served-texts.ts';

export interface EdgeFunctionsProps {
  readonly storefront: Storefront;

  /** The pages; requests are led to their release. */
  readonly site: Site;

  /** The old addresses, where the shop has any. */
  readonly redirects: RedirectStore | undefined;
}

/** What CloudFront runs before it looks for an answer. */
export class EdgeFunctions extends Construct {
  /** Leads a path to its file in the current release. */
  readonly siteRequest: EdgeFunction;

  /** Hands requests to the shop's functions, with their query as it arrived. */
  readonly functionRequest: EdgeFunction;

  constructor(scope: Construct, id: string, { storefront, site, redirects }: EdgeFunctionsProps) {
    super(scope, id);
    this.siteRequest = edgeFunction(this, 'SiteRequest', {
      functionName: resourceName(storefront, 'site-request'),
      release: site.hash,
      code: siteRequestCode(storefront.profile, {
        release: site.hash,
        paths: [...site.files.map(({ name }) => name), ...(redirects?.sources ?? [])],
        hasRedirects: redirects !== undefined,
        texts: servedTexts(storefront, site),
      }),
      ...(redirects && { keyValueStore: redirects.store }),
    });
    this.functionRequest = edgeFunction(this, 'FunctionRequest', {
      functionName: resourceName(storefront, 'function-request'),
      release: site.hash,
      code: functionRequestCode(storefront.profile),
    });
  }
}

interface EdgeFunctionProps {
  readonly functionName: string;
  /** The id of the release that the pages of the code belong to. */
  readonly release: string;
  readonly code: string;
  readonly keyValueStore?: IKeyValueStore;
}

function edgeFunction(
  scope: Construct,
  id: string,
  { functionName, release, code, keyValueStore }: EdgeFunctionProps,
): EdgeFunction {
  const edge = new EdgeFunction(scope, id, {
    functionName,
    runtime: FunctionRuntime.JS_2_0,
    code: FunctionCode.fromInline(code),
    ...(keyValueStore && { keyValueStore }),
  });
  expectCode(edge, code, release);
  return edge;
}

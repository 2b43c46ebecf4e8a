import { Function as EdgeFunction, FunctionCode, FunctionRuntime } from 'aws-cdk-lib/aws-cloudfront';
import { Construct } from 'constructs';
import { resourceName } from '../../contract/names.ts';
import type { Site } from '../../site/read-site.ts';
import type { Storefront } from '../contract/storefront.ts';
import { codeOf, siteRequestCode } from './edge-code.ts';

export interface EdgeFunctionsProps {
  readonly storefront: Storefront;
  readonly site: Site;
}

/** What CloudFront runs before it looks for an answer. */
export class EdgeFunctions extends Construct {
  /** Leads a path to its file in the current release. */
  readonly siteRequest: EdgeFunction;

  /** Answers browsers' reports. */
  readonly reportRequest: EdgeFunction;

  constructor(scope: Construct, id: string, { storefront, site }: EdgeFunctionsProps) {
    super(scope, id);
    this.siteRequest = edgeFunction(this, 'SiteRequest', {
      functionName: resourceName(storefront, 'site-request'),
      code: siteRequestCode(site.hash),
    });
    this.reportRequest = edgeFunction(this, 'ReportRequest', {
      functionName: resourceName(storefront, 'report-request'),
      code: codeOf('report-request'),
    });
  }
}

interface EdgeFunctionProps {
  readonly functionName: string;
  readonly code: string;
}

function edgeFunction(scope: Construct, id: string, { functionName, code }: EdgeFunctionProps): EdgeFunction {
  return new EdgeFunction(scope, id, {
    functionName,
    runtime: FunctionRuntime.JS_2_0,
    code: FunctionCode.fromInline(code),
  });
}

/** Where CloudFront looks for certificates, web ACLs and log deliveries, and Route 53 for its log group. */
export const edgeRegion = 'us-east-1';

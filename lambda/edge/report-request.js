// Runs in CloudFront (JavaScript runtime 2.0) for each report of what a content security policy blocked.
// The firewall has counted the request by now, and an alarm watches the count. The report itself goes no
// further: it may hold what a shopper typed into an address.

// biome-ignore lint/correctness/noUnusedVariables: CloudFront calls the function of this name.
function handler() {
  return { statusCode: 204, statusDescription: 'No Content' };
}

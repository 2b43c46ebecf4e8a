// Runs in CloudFront (JavaScript runtime 2.0) for each request that a function of the shop answers.
// A load balancer passes on a query as a map: the order, names without a value and the encoding are lost. What was signed
// may be the query as it arrived, so it travels in a header. No viewer can set that header, because it is always replaced.
const rawQueryHeader = 'x-palisade-raw-query';

// A longer query is no gateway's; the function then sees the map alone.
const longestQuery = 4096;

// biome-ignore lint/correctness/noUnusedVariables: CloudFront calls the function of this name.
function handler(event) {
  const request = event.request;
  const elsewhere = toCanonicalHost(request);
  if (elsewhere) return elsewhere;
  delete request.headers[rawQueryHeader];
  const query = request.rawQueryString();
  if (query && query.length <= longestQuery) request.headers[rawQueryHeader] = { value: query };
  return request;
}

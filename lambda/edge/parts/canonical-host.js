// Leads every other host name of the shop to the canonical one, so that each page has one address.
// The names are put in when the template is made; "*" stands for every name but the canonical one.
const canonicalHost = '__CANONICAL_HOST__';
const otherHosts = '__OTHER_HOSTS__'.split(',');

const plainText = /^[A-Za-z0-9._~!$'()*,;:@/?=&%+-]*$/;

// The redirect to the canonical host; nothing for a request that came there. What is posted stays posted.
// biome-ignore lint/correctness/noUnusedVariables: the handler below it asks it first.
function toCanonicalHost(request) {
  const host = request.headers.host ? request.headers.host.value.toLowerCase() : canonicalHost;
  if (host === canonicalHost || !(otherHosts[0] === '*' || otherHosts.includes(host))) return undefined;
  const path = plainText.test(request.uri) ? request.uri : '/';
  const reads = request.method === 'GET' || request.method === 'HEAD';
  return redirectTo(`https://${canonicalHost}${path}${queryOf(request)}`, reads ? 301 : 308);
}

function redirectTo(location, statusCode) {
  const statusDescription = statusCode === 308 ? 'Permanent Redirect' : 'Moved Permanently';
  return {
    statusCode: statusCode,
    statusDescription: statusDescription,
    headers: { location: { value: location } },
  };
}

// The query stays as it was written: repeated names, their order and names without a value included.
function queryOf(request) {
  const query = request.rawQueryString();
  return query && plainText.test(query) ? `?${query}` : '';
}

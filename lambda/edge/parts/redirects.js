import cf from 'cloudfront';

// Where old addresses lead, by their path without a slash at the end: a status and, unless the page is gone, an address.
const redirects = cf.kvs();

// biome-ignore lint/correctness/noUnusedVariables: the handler below it asks it for every page.
async function redirected(path, request) {
  const key = path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
  const known = await redirects.exists(key);
  if (!known) return undefined;
  const value = await redirects.get(key);
  const status = Number(value.slice(0, 3));
  if (status === 410) return { statusCode: 410, statusDescription: 'Gone' };
  const target = value.slice(4);
  const query = target.includes('?') ? '' : queryOf(request);
  const at = target.indexOf('#');
  const location = at < 0 ? target + query : target.slice(0, at) + query + target.slice(at);
  return {
    statusCode: status,
    statusDescription: status === 301 ? 'Moved Permanently' : 'Found',
    headers: { location: { value: location } },
  };
}

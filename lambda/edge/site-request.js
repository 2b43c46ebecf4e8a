// Runs in CloudFront (JavaScript runtime 2.0) for each request of a page or file, before the cache is asked.
// The release is put in when the template is made; since it becomes a part of the path, it is a part of the
// cache key as well, and a new release needs no invalidation.
const release = '__RELEASE__';

// Names in a release are made of letters and these characters.
const publishedPath = /^[A-Za-z0-9._~@/\u0080-\uffff-]*$/;

// biome-ignore lint/correctness/noUnusedVariables: CloudFront calls the function of this name.
async function handler(event) {
  const request = event.request;
  const text = textAt(request);
  if (text) return text;
  const elsewhere = toCanonicalHost(request);
  if (elsewhere) return elsewhere;
  const path = readPath(request.uri);
  if (path === undefined) return { statusCode: 404, statusDescription: 'Not Found' };
  if (isHidden(request.uri) && !path.startsWith('//')) return redirectTo(spell(path) + queryOf(request), 301);
  const old = await redirected(path, request);
  return old ? old : pageRequest(path, request);
}

function pageRequest(path, request) {
  if (!publishedPath.test(path) || path.includes('//') || path.startsWith('/releases/')) {
    return { statusCode: 404, statusDescription: 'Not Found' };
  }
  const spelled = spell(path);
  if (isPageWithoutSlash(path)) return redirectTo(`${spelled}/${queryOf(request)}`, 301);
  request.uri = `/releases/${release}${spelled}${path.endsWith('/') ? 'index.html' : ''}`;
  return request;
}

// Files have an ending, except those that others ask for by a name of theirs.
function isPageWithoutSlash(path) {
  return (
    !path.startsWith('/.well-known/') &&
    !path.slice(path.lastIndexOf('/')).includes('.') &&
    !path.endsWith('/')
  );
}

// Runs in CloudFront (JavaScript runtime 2.0) for each request of a page or file, before the cache is asked.
// The release is put in when the template is made; since it becomes a part of the path, it is a part of the
// cache key as well, and a new release needs no invalidation.
const release = '__RELEASE__';

// Every name in a release is made of these characters, so that a path has one spelling only.
const publishedPath = /^[A-Za-z0-9._~@/-]*$/;

// biome-ignore lint/correctness/noUnusedVariables: CloudFront calls the function of this name.
function handler(event) {
  const request = event.request;
  const uri = request.uri;
  const elsewhere = toCanonicalHost(request);
  if (elsewhere) return elsewhere;
  if (!publishedPath.test(uri) || uri.includes('//') || uri.startsWith('/releases/')) {
    return { statusCode: 404, statusDescription: 'Not Found' };
  }
  if (isPageWithoutSlash(uri)) return redirectTo(`${uri}/${queryOf(request)}`, 301);
  request.uri = `/releases/${release}${uri}${uri.endsWith('/') ? 'index.html' : ''}`;
  return request;
}

// Files have an ending, except those that others ask for by a name of theirs.
function isPageWithoutSlash(uri) {
  return (
    !uri.startsWith('/.well-known/') && !uri.slice(uri.lastIndexOf('/')).includes('.') && !uri.endsWith('/')
  );
}

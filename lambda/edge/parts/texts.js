// Texts that have an address of their own and no file, such as whom to tell of a vulnerability: by host and path. They are put in
// when the template is made, and answered before anything is redirected: mail servers follow no redirect to a policy of theirs.
const texts = JSON.parse('__TEXTS__');

// biome-ignore lint/correctness/noUnusedVariables: the handler below it asks it first.
function textAt(request) {
  const host = request.headers.host ? request.headers.host.value.toLowerCase() : '';
  const text = Object.keys(texts).includes(host + request.uri) ? texts[host + request.uri] : undefined;
  if (text === undefined || (request.method !== 'GET' && request.method !== 'HEAD')) return undefined;
  return {
    statusCode: 200,
    statusDescription: 'OK',
    headers: {
      'content-type': { value: 'text/plain; charset=utf-8' },
      'cache-control': { value: 'max-age=3600' },
    },
    body: { encoding: 'text', data: text },
  };
}

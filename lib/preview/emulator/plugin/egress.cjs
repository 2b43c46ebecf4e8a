// A function reaches hosts of the internet as far as its deployed network lets it, and of those the ones that this machine stands in for.
const dns = require('node:dns');
const net = require('node:net');

const isHere = (host) => /^(?:127\.\d+\.\d+\.\d+|::1|\[::1\]|(?:.*\.)?localhost)$/i.test(host);

function failed(code, host) {
  const call = code === 'ENOTFOUND' ? 'getaddrinfo' : 'connect';
  return Object.assign(new Error(`${call} ${code} ${host}`), { code, syscall: call, hostname: host });
}

async function wayOut({ hostname, port, protocol }) {
  const url = new URL('/_palisade/way-out', process.env.AWS_ENDPOINT_URL);
  url.search = new URLSearchParams({
    function: process.env._LAMBDA_FUNCTION_ARN,
    host: hostname,
    port: port || (protocol === 'https:' ? '443' : '80'),
  });
  const answer = await (await fetchHere(url)).json();
  if (answer.origin) return answer.origin;
  if (answer.failure) throw new TypeError('fetch failed', { cause: failed(answer.failure, hostname) });
  throw new Error(answer.error);
}

const fetchHere = globalThis.fetch;
async function fetchThere(input, init = {}) {
  const asked = new URL(input instanceof Request ? input.url : input);
  if (isHere(asked.hostname)) return fetchHere(input, init);
  const url = new URL(asked.pathname + asked.search, await wayOut(asked));
  const headers = new Headers(init.headers ?? (input instanceof Request ? input.headers : undefined));
  // Whoever stands in for several hosts learns which one is meant.
  headers.set('x-forwarded-host', asked.host);
  return fetchHere(input instanceof Request ? new Request(url, input) : url, { ...init, headers });
}

const { lookup } = dns;
function lookupHere(name, ...rest) {
  if (isHere(name) || net.isIP(name)) return lookup(name, ...rest);
  process.nextTick(rest.at(-1), failed('ENOTFOUND', name));
}

const { connect } = net.Socket.prototype;
function connectHere(...given) {
  const [first, second] = Array.isArray(given[0]) ? given[0] : given;
  const host = (typeof first === 'object' ? first.host : second) ?? '';
  if (!net.isIP(host) || isHere(host)) return connect.apply(this, given);
  process.nextTick(() => this.destroy(failed('ENETUNREACH', host)));
  return this;
}

if (process.env._LAMBDA_FUNCTION_ARN) {
  globalThis.fetch = fetchThere;
  dns.lookup = lookupHere;
  net.Socket.prototype.connect = connectHere;
}

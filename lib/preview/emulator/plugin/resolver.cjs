// No name is looked up outside this machine: the emulator answers for the internet's name servers.
const dns = require('node:dns');

async function resolveNs(name) {
  const url = new URL(
    `/_palisade/name-servers?name=${encodeURIComponent(name)}`,
    process.env.AWS_ENDPOINT_URL,
  );
  const servers = await (await fetch(url)).json();
  if (servers.length > 0) return servers;
  throw Object.assign(new Error(`queryNs ENOTFOUND ${name}`), { code: 'ENOTFOUND' });
}

// S3 Control puts the account before the name of the endpoint, which an address has not.
const { lookup } = dns;
function lookupHere(name, ...rest) {
  return lookup(name.endsWith('.localhost') ? '127.0.0.1' : name, ...rest);
}

if (process.env.AWS_ENDPOINT_URL) {
  process.env.AWS_ENDPOINT_URL_S3_CONTROL = process.env.AWS_ENDPOINT_URL.replace('127.0.0.1', 'localhost');
  dns.promises.Resolver.prototype.resolveNs = resolveNs;
  dns.lookup = lookupHere;
}

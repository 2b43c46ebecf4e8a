// No name is looked up outside this machine: the emulator answers for the internet's name servers.
const { promises } = require('node:dns');

async function resolveNs(name) {
  const url = new URL(
    `/_palisade/name-servers?name=${encodeURIComponent(name)}`,
    process.env.AWS_ENDPOINT_URL,
  );
  const servers = await (await fetch(url)).json();
  if (servers.length > 0) return servers;
  throw Object.assign(new Error(`queryNs ENOTFOUND ${name}`), { code: 'ENOTFOUND' });
}

if (process.env.AWS_ENDPOINT_URL) promises.Resolver.prototype.resolveNs = resolveNs;

const image = `registry.example/shop@sha256:${'0'.repeat(64)}`;

/** A value for every setting that is not supported yet, and what a person then reads. */
export const unsupported: Readonly<Record<string, readonly [at: string, value: unknown, says: string]>> = {
  'environments.*.site.image': [
    'environments.prod.site',
    { image, port: 3000, health: '/healthz' },
    'environments.prod.site.image: found "registry.example/shop@sha256:0000000000000000000000000000...", which is not supported yet, write { path: FOLDER } with static pages',
  ],
  'environments.*.site.csp': [
    'environments.prod.site.csp',
    'origin-nonce',
    'environments.prod.site.csp: found "origin-nonce", which is not supported yet, remove it; the headers of static pages carry hashes of their scripts',
  ],
  'environments.*.egress': [
    'environments.prod.egress',
    'network-firewall',
    'environments.prod.egress: found "network-firewall", which is not supported yet, write dns-firewall, or remove it where no real money moves',
  ],
  'environments.*.detection': [
    'environments.prod.detection',
    { guardDuty: 'create' },
    'environments.prod.detection: found a mapping, which belongs to the account and not to a shop, write it under detection of account.yaml (docs/account.md)',
  ],
  alerts: [
    'alerts',
    { page: [{ email: 'oncall@boutique.example' }] },
    'alerts: found a mapping, which belongs to the account and not to a shop, write it under alerts of account.yaml (docs/account.md)',
  ],
  'environments.*.alerts': [
    'environments.prod.alerts',
    { email: 'oncall@boutique.example' },
    'environments.prod.alerts: found a mapping, which belongs to the account and not to a shop, write it under alerts of account.yaml (docs/account.md)',
  ],
  'environments.*.existing.trail': [
    'environments.prod.existing.trail',
    'arn:aws:cloudtrail:eu-west-1:111111111111:trail/all',
    'environments.prod.existing.trail: found "arn:aws:cloudtrail:eu-west-1:111111111111:trail/all", which belongs to the account and not to a shop, write it under detection of account.yaml (docs/account.md)',
  ],
  'environments.*.existing.logBucket': [
    'environments.prod.existing.logBucket',
    'boutique-logs',
    'environments.prod.existing.logBucket: found "boutique-logs", which belongs to the account and not to a shop, write it under detection of account.yaml (docs/account.md)',
  ],
};

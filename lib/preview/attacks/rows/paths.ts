import type { AttackGroup, Defence, Expectation } from '../attack.ts';

const bucket: Defence = { origin: 'objects' };
const core: Defence = { rule: 'AWSManagedRulesCommonRuleSet' };
const functions: Defence = { edge: 'functions' };
const missing: Expectation = { statuses: [400, 403, 404], lacks: 'root:x:' };

function read(
  name: string,
  path: string,
  expected = missing,
  defence = bucket,
  also: Defence | undefined = undefined,
) {
  return { name, sent: [{ path }], expected, defence, ...(also && { also }) };
}

/** Ways out of the site's folder, and files that a careless release would have. */
export const paths: AttackGroup = {
  title: 'Traversal and forgotten files',
  attacks: [
    read('a way up', '/../../etc/passwd', missing, functions, core),
    read('an encoded way up', '/%2e%2e/%2e%2e/etc/passwd', missing, functions, core),
    read('a way up with encoded slashes', '/assets/..%2f..%2f..%2fetc%2fpasswd', missing, functions, core),
    read(
      'a way up that is encoded twice',
      '/%252e%252e%252f%252e%252e%252fetc%252fpasswd',
      missing,
      functions,
    ),
    read('a way up with backslashes', '/assets/..%5c..%5c..%5cetc%5cpasswd', missing, functions),
    read('a way up with overlong letters', '/%c0%ae%c0%ae/%c0%ae%c0%ae/etc/passwd', missing, functions),
    read('a way up with semicolons', '/..;/..;/etc/passwd', missing, functions),
    read('a name that ends early', '/index.html%00.png', missing, functions),
    read('the folder of the releases', '/releases/', missing, functions),
    read('the repository', '/.git/config/', { statuses: [404] }),
    read('a file of secrets', '/.env.txt', { statuses: [404] }),
    {
      name: 'the descriptors of a Java server',
      sent: [{ path: '/WEB-INF/web.xml' }],
      expected: { statuses: [403] },
      defence: { rule: 'AWSManagedRulesKnownBadInputsRuleSet' },
    },
    {
      name: 'a log',
      sent: [{ path: '/error.log' }],
      expected: { statuses: [403] },
      defence: core,
    },
    {
      name: 'a path of more than a kilobyte',
      sent: [{ path: `/${'a'.repeat(1100)}` }],
      expected: { statuses: [403] },
      defence: core,
    },
    {
      name: 'an interface through the folder of callbacks',
      sent: [{ method: 'POST', path: '/callbacks/..%2fapi/session', body: 9000 }],
      expected: { statuses: [400] },
      defence: { rule: 'request-form' },
    },
  ],
};

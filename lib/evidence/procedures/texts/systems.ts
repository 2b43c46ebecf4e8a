import type { ProcedureText } from '../document.ts';

/** How the systems are changed, kept current and separated. */
export const textsOfSystems: readonly ProcedureText[] = [
  {
    id: 'patching',
    title: 'Configuration, patching and scans',
    requirements: ['2.1.1', '2.1.2', '5.1.1', '5.1.2', '6.3.1', '11.1.1', '11.1.2'],
    facts: ['runtimes', 'watchedBy'],
    text: `How we learn of weaknesses, how soon they are gone, and how every system is set up.

## Setup

Each environment is made by the templates and judged before each deployment. Defaults of makers, such as passwords, samples and open ports, do not occur in
them; for everything else, such as laptops and accounts at gateways, they are changed before first use by [[fill in: who sets them up]].

## Learning of weaknesses

- Update requests for packages and actions arrive by themselves, and once a week a workflow audits the dependencies, scans the software bill of materials
  and scans staging passively (docs/ci.md).
- Bulletins of AWS, of the gateways and of the runtime's maker go to [[fill in: the mailbox or channel, and who reads it every working day]].
- Each is ranked by the harm that it could do here, not by its score alone: critical, high, or lower.

## How soon it is gone

| rank | in production after |
| --- | --- |
| critical, or used by attackers already | 3 days |
| high | 30 days |
| lower | as risk-11.3.1.1.md decides |

A weakness that cannot be mended in time is taken out of reach at the firewall, and accepted in writing with a last day. A runtime is replaced before
its maker stops to support it.

## Scans and tests

An Approved Scanning Vendor, own scans and penetration tests come as often as the evidence lists them under what to do this year, and after each significant
change (\`palisade diff\` says when one happened). Whoever tests did not build what is tested.

## Malware

Functions run from packages that are fixed by hash, and nothing is installed while they run. The computers of people who administer run the protection
that [[fill in: product, and who sees its alarms]]. How often is decided in risk-5.2.3.1.md and risk-5.3.2.1.md.`,
  },
  {
    id: 'development',
    title: 'Secure development and change',
    requirements: ['6.1.1', '6.1.2', '6.2.1', '6.2.2', '6.5.1', '6.5.2'],
    facts: ['runtimes', 'gateways'],
    text: `How code, templates and pages change.

1. **Begin.** A change has a ticket that says what for, and what could go wrong. One that touches payments, sign-in, keys or the network says how it is abused,
   and what stops that.
2. **Write.** Input is checked where it arrives, output is escaped, secrets are read at run time from Secrets Manager. No card number, not in a test
   either: the gateways have test cards.
3. **Review.** Somebody who did not write it reads all of it and approves it: [[fill in: who may approve what]]. The pipeline judges templates and fails on
   a finding that stops.
4. **Try.** It runs in staging, with the gateways' test mode and no data of production. Test accounts and keys are taken out before production.
5. **Release.** Production is deployed by the pipeline from the main branch, after [[fill in: who releases, and how it is asked for]]. The approval is a record of the kind
   \`changeApproval\`; author and approver are two people.
6. **Back.** Every change says how it is taken back. Pages and catalogue go back by a deployment of the release before.

A change is **significant** where \`palisade diff\` says so, or where it adds a gateway, a way to pay, a network path or a provider. Then the scope is confirmed again, and the
scans of patching.md are due.

Whoever writes code is trained once a year in what goes wrong in shops like this one: [[fill in: the course]]. It is a record of the kind \`training\`.`,
  },
  {
    id: 'network',
    title: 'Network',
    requirements: ['1.1.1', '1.1.2', '4.1.1', '4.1.2'],
    facts: ['network', 'portsInwards', 'domain'],
    text: `What may talk to what, and how it is encrypted on the way.

## Rules

1. Whatever is not named is closed. Each opening names its reason in the template; the register of ports in the evidence lists all of them.
2. The only way in is the distribution: no load balancer, function or table has an address that the internet reaches.
3. Functions reach the gateways, the mail service and the endpoints of AWS that the templates name, and nothing else.
4. Everything on the way is encrypted with TLS 1.2 or newer. Certificates come from AWS Certificate Manager and renew themselves; an alarm tells where one does not.
5. No service, protocol or port that is known to be insecure is used. Where one had to be, it would be an acceptance with a last day.

## Changing a rule

A change of a rule is a change of code, and development.md holds. It is approved by [[fill in: who answers for the network]]. After a significant change the diagrams
are made anew from the templates.

## Review

Twice a year the owner goes through the register of ports and the rules of the firewall: is each still needed, and does its reason still hold? What is not needed is
closed. The review is a record of the kind \`networkReview\`.

## Computers of people

Whoever administers does so from a computer that [[fill in: how it is protected: firewall, updates, encrypted disk]].`,
  },
  {
    id: 'page-scripts',
    title: 'Scripts of payment pages',
    requirements: ['6.4.3', '11.6.1', '12.10.5'],
    facts: ['paymentPages', 'scripts', 'gateways', 'pagesCompared'],
    text: `What may run in the browser of somebody who pays. A script that nobody has authorized is how cards are skimmed.

## Authorizing a script

1. The request says what the script is for, why the page cannot do without it, where it comes from, and what it reaches.
2. [[fill in: who authorizes scripts]] decides; for a payment page the answer is no unless the payment needs it.
3. It is written into \`scripts\` of the storefront file with owner and reason. The content security policy blocks everything else, and files of the shop are pinned by
   their hash.

## Watching

The pages are compared, as a browser receives them, with what they should be. A difference is an alert: [[fill in: who gets it, at any hour]] follows docs/runbooks/page-changed.md.
Reports of browsers about blocked content are looked at on the next working day (docs/runbooks/content-blocked.md).

## A difference that nobody meant

Take payments off the page, or close the shop, before you look for the cause. From then on incidents.md holds.

## Review

Once a year, and when a script comes or changes, each one is confirmed or taken out. The review is a record of the kind \`scriptReview\`. How often pages are compared
is decided in risk-11.6.1.md.`,
  },
];

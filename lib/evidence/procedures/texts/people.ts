import type { ProcedureText } from '../document.ts';

/** What people agree on: who answers for what, who reaches what, what happens in an incident, who else is involved. */
export const textsOfPeople: readonly ProcedureText[] = [
  {
    id: 'security-policy',
    title: 'Security policy',
    requirements: ['12.1.1', '12.1.2', '12.1.3', '12.1.4', '12.6.1', '12.6.3', '12.6.3.1'],
    facts: ['gateways', 'domain'],
    text: `This page is the top of all others in this folder. Whoever works on the shop reads it before the first day of work and once a year.

## What we hold to

1. Card numbers stay with the gateways. No page, function, log or message of ours takes, keeps or forwards one.
2. Whatever runs is made by the templates of the repository. Nothing is changed by hand, but in an emergency and with a ticket.
3. Everybody has the access that the work of the day needs, under a name of their own, with a second factor.
4. An exception has an owner, another person who approved it, and a last day. It stands in the storefront file or the palisade file.
5. Whoever sees something strange says so at once, and is never blamed for a false alarm.

## Who answers

- For security as a whole, before the management: [[fill in: name and position of the executive]].
- For this folder: the owner named at the top of each page.
- Each duty is accepted in writing when the work begins: [[fill in: where the signed acceptances are kept]].

## Training

Everybody is trained when they begin and once a year: this folder, phishing and other ways of talking people into something, what to do when card
data turns up. Each training is a record of the kind \`training\`.

## Review

Once a year, and after each change of what the shop does or of who works on it, the owner reads all pages, corrects them and writes the new day at the
top of each. That review is a record of the kind \`policyReview\`.`,
  },
  {
    id: 'access',
    title: 'Access',
    requirements: ['7.1.1', '7.1.2', '8.1.1', '8.1.2'],
    facts: ['peopleSignIn', 'rolesOfPeople', 'shoppersSignIn'],
    text: `Who reaches an environment on AWS, the repository and the accounts at the gateways.

## Giving and taking

1. A request names the person, the work and the last day, in a ticket. It is approved by [[fill in: who approves access, never the one who asks]].
2. The person gets the roles of that work and no other. The works and their roles are those of docs/people.md; nobody gets a key that does not end.
3. Everybody signs in under a name of their own and with a second factor. Nobody shares one. Sessions end after an hour.
4. When somebody leaves or changes the work, the access ends on that day: [[fill in: who takes it away, and who tells them]]. Access that nobody
   has used for 90 days ends, too.

## Break-glass

The role is for the day on which no deployment mends the shop. Its keys are kept by [[fill in: where the hardware keys are, and who may take them]].
Each use is looked at within a day (docs/runbooks/break-glass.md). It is rehearsed twice a year.

## Functions and pipelines

What runs by itself has a role of its own from the templates. How often those roles are looked at is decided in risk-7.2.5.1.md.

## Review

Twice a year whoever answers for a work goes through who has it and confirms or ends each (\`palisade who\`), in the accounts of the gateways as well. The review is a record
of the kind \`accessReview\`.`,
  },
  {
    id: 'incidents',
    title: 'Incidents',
    requirements: ['12.10.1', '12.10.2', '12.10.3', '12.10.4', '12.10.5', '12.10.6', '12.10.7'],
    facts: ['gateways', 'watchedBy', 'runbooks'],
    text: `An incident is anything by which a stranger may have read, changed or stopped something of the shop, and any card number where none belongs.

## Who

- Leads an incident, at any hour: [[fill in: name, telephone, and who stands in]].
- Decides that the shop closes, and speaks for it: [[fill in: name and telephone]].
- Is told within a day: the acquirer at [[fill in: telephone and contract number]], each gateway at [[fill in: telephone of each]], the cyber
  insurance and the police where the lead decides so, the data protection authority within the hours that the law gives.

## What happens

1. **Hear of it.** An alert names its runbook; people report to the lead. The lead opens a ticket, and everything is written there with its time.
2. **Contain.** Revoke the credentials that were used, close the path at the firewall, go back to the release before. Close the shop rather than
   lose a card.
3. **Keep.** Delete nothing and change nothing that tells what happened. Copy what is needed and not locked to where only the lead reaches.
4. **Mend.** Find the cause before the shop opens. Replace every key that may have been read (keys.md).
5. **Tell.** The card brands' own procedures count, through the acquirer. Without their word no investigator of ours touches the evidence.
6. **Learn.** Within two weeks: what happened, what is changed, in this page, too.

## A card number where none belongs

1. Stop what sends it, as docs/runbooks/card-data.md says. Do not copy, mail or paste it.
2. Find where it came from, how far it went, and since when: logs, the table, backups, mail, tickets, third parties.
3. Remove it safely, backups included, once the lead has noted what was there; or move it into the environment that is assessed for it.
4. Decide with the acquirer whether the scope has changed, and write the cause and its cure into the ticket.

## Exercise

Once a year the people above play one case through, with the telephone numbers, and an unannounced alert. It is a record of the kind
\`incidentExercise\`. How often they are trained is decided in risk-12.10.4.1.md.`,
  },
  {
    id: 'providers',
    title: 'Providers',
    requirements: ['12.8.1', '12.8.2', '12.8.3', '12.8.4', '12.8.5'],
    facts: ['gateways', 'scripts', 'systems'],
    text: `Everybody else who handles data of the shop, runs it, or has code on its pages. The list is the register of third parties in the evidence.

## Before

1. Whoever wants a provider says what it gets, and why none that we have does it. [[fill in: who decides]] decides.
2. We look at its attestation of PCI DSS (or why it needs none), at what others say of its security, and at how we would leave.
3. The contract says which data it gets, that it answers for the card data that it handles, that it tells us of an incident within a day, and what happens
   with the data at the end. Contracts are kept in [[fill in: where]].

## Each year

1. Ask each provider for its current attestation, and file it as a record of the kind \`attestation\` with its last day.
2. Compare its list of services with what we use, and its table of duties with ours: what it does, what we do, what is shared. Tables are kept in
   [[fill in: where]]. AWS's are in AWS Artifact.
3. One whose attestation has ended is asked within a week. Without an answer after a month the owner of this page decides whether it stays.

## At the end

Take its scripts, keys and callbacks out of the storefront file, stage nothing more for it, and have it confirm that the data is gone.`,
  },
];

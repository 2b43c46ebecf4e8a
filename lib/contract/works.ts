/**
 * The works for which people take a role on in an account of a shop. Who does several of them is given several roles, and takes on
 * the one that the moment needs (docs/decisions/0044-people-take-on-a-role-for-each-work.md).
 */
export const works = {
  deploy: { role: 'deploy', does: 'deploys the stacks of the environment, and sees whether they stand' },
  releaseSite: { role: 'release-site', does: 'deploys new pages: the edge stack alone' },
  releaseCatalogue: {
    role: 'release-catalogue',
    does: 'releases products and prices, and goes back to earlier ones',
  },
  readOrders: { role: 'read-orders', does: 'reads orders and payments, and nothing personal' },
  decideOrders: { role: 'decide-orders', does: 'releases and cancels orders' },
  handlePersonalData: {
    role: 'personal-data',
    does: 'exports and erases what is kept of the shopper of an order',
  },
  stageSecrets: {
    role: 'stage-secrets',
    does: 'stages keys of gateways and revokes previous ones, and reads none of them',
  },
  operate: {
    role: 'operate',
    does: 'replays payment events, reads logs, and says from which addresses a closed shop is seen',
  },
  readEvidence: { role: 'read-evidence', does: 'reads the evidence and the reports of browsers' },
  audit: { role: 'audit', does: 'reads how everything is set up, and nothing that is kept in it' },
  breakGlass: {
    role: 'break-glass',
    does: 'takes away or takes over what a deployment has left, when no deployment mends it',
  },
} as const satisfies Readonly<Record<string, WorkDefinition>>;

interface WorkDefinition {
  /** Ends the name of the role. */
  readonly role: string;
  /** What whoever has the role does, as a clause. */
  readonly does: string;
}

/** A work by its name, as the storefront file and the contract write it. */
export type Work = keyof typeof works;

export const workNames = Object.keys(works) as [Work, ...Work[]];

/** How people prove who they are before they take a role on: by IAM Identity Center, or as IAM users with a second factor. */
export const signIns = ['identityCenter', 'iam'] as const;
export type SignIn = (typeof signIns)[number];

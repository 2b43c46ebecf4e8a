/** What a group of subnets is for. */
export type Tier = 'ingress' | 'functions';

/** The addresses of the VPC. A VPC and its subnets cannot be resized, so the plan holds three zones and a free half. */
export const vpcCidr = '10.64.0.0/20';

/** The most zones that the plan has room for. */
const mostZones = 3;

// Ingress takes the first quarter in steps of 64 addresses, functions the second in steps of 256; the rest stays free
// for stores. A third zone only adds blocks, so it replaces nothing.
const plan: Readonly<Record<Tier, (zone: number) => string>> = {
  ingress: (zone) => `10.64.0.${zone * 64}/26`,
  functions: (zone) => `10.64.${4 + zone}.0/24`,
};

/** The addresses of one tier in one zone, the first zone being 0. */
export function subnetCidr(tier: Tier, zone: number): string {
  if (zone >= mostZones) throw new Error(`the address plan has no zone ${zone}`);
  return plan[tier](zone);
}

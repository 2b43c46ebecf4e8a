/**
 * The load balancers that a shop has, by number. What replaces a load balancer is a new generation with names of its own,
 * because the old one cannot be deleted while CloudFront's VPC origin leads to it, and a target group belongs to one load
 * balancer (docs/decisions/0030-a-load-balancer-is-replaced-in-two-releases.md).
 *
 * One release adds the next number, and CloudFront switches to it; the release after that takes the old one away.
 */
export const generations: readonly number[] = [1];

/** The load balancer that CloudFront asks. */
export const newestGeneration = Math.max(...generations);

/** The end of construct ids that differ by generation; the first one has none, so that its logical ids stay. */
export function generationSuffix(generation: number): string {
  return generation === 1 ? '' : String(generation);
}

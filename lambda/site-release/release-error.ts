/** A release that cannot be made; the message may be shown to whoever deploys. */
export class ReleaseError extends Error {
  override readonly name = 'ReleaseError';
}

/** Why a step of a rotation cannot be done; the message holds no part of a secret. */
export class RotationError extends Error {
  override readonly name: string = 'RotationError';
}

/** The rotation has to wait for somebody or for a date; until then the shop goes on with the keys that it has. */
export class RotationWaits extends RotationError {
  override readonly name = 'RotationWaits';
}

/** Why the emulator cannot be installed or started on this machine, in a sentence for the person at it. */
export class EmulatorError extends Error {
  override readonly name = 'EmulatorError';
}

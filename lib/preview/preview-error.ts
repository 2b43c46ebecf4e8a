/** Why the preview or its emulator cannot be installed or started on this machine, in a sentence for the person at it. */
export class PreviewError extends Error {
  override readonly name = 'PreviewError';
}

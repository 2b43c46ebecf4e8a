import { fromBase64 } from '../../../lambda/gateways/signature.ts';
import { InputError } from '../../cloudformation/input/input-error.ts';

/** The bytes of base64 text, which may be empty; text that would lose a part is a mistake. */
export function bytesOf(text: string, place: string): Buffer {
  const bytes = text === '' ? Buffer.alloc(0) : fromBase64(text);
  if (bytes) return bytes;
  throw new InputError(`${place}: found text that is not padded base64 on one line, encode the bytes anew`);
}

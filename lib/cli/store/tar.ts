/** A file of an archive: its path, with slashes, and what it holds. */
export type ArchivedFile = readonly [path: string, content: Uint8Array];

const blockBytes = 512;

/**
 * Writes files as a tar archive in the form of POSIX (ustar), in their order. Time, owner and rights are the same in each, so that the
 * same files make the same bytes.
 */
export function tarOf(files: readonly ArchivedFile[]): Buffer {
  const entries = files.flatMap(([path, content]) => [
    headerOf(path, content.byteLength),
    content,
    Buffer.alloc((blockBytes - (content.byteLength % blockBytes)) % blockBytes),
  ]);
  return Buffer.concat([...entries, Buffer.alloc(2 * blockBytes)]);
}

function headerOf(path: string, bytes: number): Buffer {
  const { name, prefix } = split(path);
  const header = Buffer.alloc(blockBytes);
  const octal = (value: number, digits: number) => value.toString(8).padStart(digits, '0');
  header.write(name, 0);
  header.write(octal(0o644, 7), 100);
  header.write(octal(0, 7), 108);
  header.write(octal(0, 7), 116);
  header.write(octal(bytes, 11), 124);
  header.write(octal(0, 11), 136);
  // The sum of all bytes counts its own field as blanks.
  header.write(' '.repeat(8), 148);
  header.write('0', 156);
  header.write('ustar\u000000', 257);
  header.write(prefix, 345);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${octal(sum, 6)}\u0000 `, 148);
  return header;
}

/** The form holds 100 bytes of a path, and before a slash 155 more. Throws a `RangeError` where a path is longer than that. */
function split(path: string): { readonly name: string; readonly prefix: string } {
  const bytes = Buffer.byteLength(path);
  if (bytes <= 100) return { name: path, prefix: '' };
  const slashes = [...path.matchAll(/\//g)].map(({ index }) => index);
  const slash = slashes.find(
    (index) =>
      Buffer.byteLength(path.slice(index + 1)) <= 100 && Buffer.byteLength(path.slice(0, index)) <= 155,
  );
  if (slash === undefined) throw new RangeError(path);
  return { name: path.slice(slash + 1), prefix: path.slice(0, slash) };
}

import { unzipSync } from 'fflate';
import { CustomResourceError } from '../shared/custom-resource/custom-resource.ts';
import { isPublishable, type SiteFile, siteLimits } from './content.ts';

/** Takes a site out of its zip archive. Refuses names that lead elsewhere, and more than a site may hold. */
export function unpack(archive: Uint8Array): readonly SiteFile[] {
  let files = 0;
  let bytes = 0;
  const content = unzip(archive, ({ name, originalSize }) => {
    if (name.endsWith('/')) return false;
    // Some disks write a letter and its mark apart.
    if (!isPublishable(name.normalize('NFC')))
      throw new CustomResourceError('the archive holds a name that cannot be published');
    files += 1;
    bytes += originalSize;
    if (files > siteLimits.files || bytes > siteLimits.bytes) {
      throw new CustomResourceError(
        `the archive holds more than ${siteLimits.files} files or ${siteLimits.bytes} bytes`,
      );
    }
    return true;
  });
  return Object.entries(content).map(([name, data]) => ({ name: name.normalize('NFC'), bytes: data }));
}

interface Entry {
  readonly name: string;
  readonly originalSize: number;
}

function unzip(archive: Uint8Array, filter: (entry: Entry) => boolean): Record<string, Uint8Array> {
  try {
    return unzipSync(archive, { filter });
  } catch (cause) {
    if (cause instanceof CustomResourceError) throw cause;
    throw new CustomResourceError('the archive is no zip file that can be read', { cause });
  }
}

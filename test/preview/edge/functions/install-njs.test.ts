import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { installNjs } from '../../../../lib/preview/edge/functions/install-njs.ts';
import njs from '../../../../lib/preview/edge/functions/njs.json' with { type: 'json' };

const advice = "install Debian's package njs, or put an njs of version 0.7.9 or later on the PATH";
const goodEngine = '#!/bin/sh\ncase "$2" in *" of "*) exit 1;; *) echo runs;; esac';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'palisade-njs-'));
  mkdirSync(join(folder, 'bin'));
});

afterEach(() => rmSync(folder, { recursive: true }));

/** A command that stands first on the PATH. */
function command(name: string, script: string): void {
  writeFileSync(join(folder, 'bin', name), script);
  chmodSync(join(folder, 'bin', name), 0o755);
}

/** A Debian whose `apt-get` has the package of a version, with the given engine in it. */
function debianWith(version: string, engine: string): void {
  command('dpkg', '#!/bin/sh\necho amd64');
  command(
    'apt-get',
    `#!/bin/sh
for last; do :; done
case "$last" in
  update) echo updated >> ${folder}/updates;;
  njs=${version}) printf package > njs.deb;;
  *) exit 100;;
esac`,
  );
  command(
    'dpkg-deb',
    `#!/bin/sh\nmkdir -p "$3/usr/bin" && cat > "$3/usr/bin/njs" <<'E' && chmod +x "$3/usr/bin/njs"\n${engine}\nE`,
  );
}

const allowed = {
  version: '9.9-1',
  sha256: { amd64: createHash('sha256').update('package').digest('hex') },
};

function install(packages: readonly (typeof allowed)[] = [allowed]): string {
  return installNjs({
    tell: () => undefined,
    env: { PATH: `${folder}/bin:/usr/bin:/bin` },
    packages: [...njs.packages, ...packages],
    cache: join(folder, 'cache'),
  });
}

describe('the engine of the edge functions', () => {
  test('is the njs of the machine, if it refuses what CloudFront refuses', () => {
    command('njs', goodEngine);
    expect(install()).toBe('njs');
  });

  test("comes out of Debian's package otherwise, once", () => {
    debianWith('9.9-1', goodEngine);
    const first = install();
    expect(first).toMatch(/\/usr\/bin\/njs$/);
    rmSync(join(folder, 'bin'), { recursive: true });
    expect(install()).toBe(first);
  });

  test('is not taken from a package with another hash', () => {
    debianWith('0.7.9-2', goodEngine);
    expect(() => install([])).toThrow(
      /^the package njs 0\.7\.9-2 has the hash \w{64}, and njs\.json says cd195b/,
    );
  });

  test('is not taken if it runs code that CloudFront refuses', () => {
    command('njs', '#!/bin/sh\necho runs');
    debianWith('9.9-1', '#!/bin/sh\necho runs');
    expect(() => install()).toThrow(`njs was unpacked, but it runs code that CloudFront refuses; ${advice}`);
  });

  test('is missed in one sentence where the package lists have none, up-to-date as they are', () => {
    debianWith('1.2-3', goodEngine);
    expect(() => install([])).toThrow(`apt-get has no njs 0.7.9-2 or 0.8.9-1; ${advice}`);
    expect(readFileSync(join(folder, 'updates'), 'utf8')).toBe('updated\n');
  });

  test('is missed in one sentence where there are no packages of Debian', () => {
    command('dpkg', '#!/bin/sh\nexit 1');
    expect(() => install()).toThrow(`the edge functions need njs: ${advice}`);
  });
});

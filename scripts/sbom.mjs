// Bills of materials in the form of CycloneDX: which packages of npm are in a bundle, as esbuild tells, and what npm has locked of them.

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const folder = join('dist', 'sbom');

/** The bundles that people and shoppers run, besides the functions. What only a checkout runs is none of them. */
const ofKit =
  /^dist\/(?:command|palisade|palisade-aws|palisade-offline|palisade-shop|storefront|emulator)\.cjs$|^dist\/client\/[^/]+\.js$/;

/** Writes bills below `root`, by the package-lock.json that lies there. The same bundles and the same lock give the same bytes. */
export function createBills(root) {
  const manifest = readJson(root, 'package.json');
  const locked = () => readJson(root, 'package-lock.json').packages;

  return {
    /** Whether the bundle of these options has its bill, or needs none. */
    isThere: ({ outfile }) => {
      const file = billFile(outfile);
      return file === undefined || existsSync(join(root, file));
    },

    /** Writes what the bundle of these options holds. */
    write: ({ outfile }, metafile) => {
      const file = billFile(outfile);
      if (file === undefined) return;
      const inputs = Object.entries(metafile.outputs[outfile].inputs);
      const held = inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([path]) => path);
      const packages = locked();
      const components = [...new Set(held.flatMap((path) => packageFolder(path) ?? []))].map((path) =>
        componentOf(path, packages),
      );
      const code = createHash('sha256')
        .update(readFileSync(join(root, outfile)))
        .digest('hex');
      const about = { name: outfile, hashes: [{ alg: 'SHA-256', content: code }] };
      writeJson(root, file, billOf({ ...about, manifest, components }));
    },

    /** Writes what is installed and bundled with the kit, once all bundles have theirs. */
    writeKit: (bundles) => {
      const packages = locked();
      const installed = Object.keys(packages)
        .filter((path) => path !== '' && !packages[path].dev)
        .map((path) => componentOf(path, packages));
      const bundled = bundles
        .filter(({ outfile }) => ofKit.test(outfile))
        .flatMap(({ outfile }) => readJson(root, billFile(outfile)).components);
      const components = [...installed, ...bundled];
      writeJson(root, join(folder, 'kit.cdx.json'), billOf({ name: 'palisade', manifest, components }));
    },
  };
}

/** The folder of the npm package that a file belongs to; nothing for a file of ours. */
export function packageFolder(file) {
  return /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file)?.[0];
}

/** Where the bill of a bundle lies; nothing for what only a checkout runs. */
function billFile(outfile) {
  const [, name] = /^dist\/lambda\/([^/]+)\//.exec(outfile) ?? [];
  if (name !== undefined) return join(folder, `function-${name}.cdx.json`);
  return ofKit.test(outfile)
    ? join(folder, 'programs', `${outfile.slice('dist/'.length).replaceAll('/', '+')}.cdx.json`)
    : undefined;
}

function billOf({ name, hashes, manifest: { version, license }, components }) {
  const byRef = new Map(components.map((component) => [component['bom-ref'], component]));
  const refs = [...byRef.keys()].sort();
  const own = {
    type: 'application',
    'bom-ref': name,
    name,
    ...(version && { version }),
    ...(hashes && { hashes }),
    ...(license && { licenses: licencesOf(license) }),
  };
  const content = {
    metadata: { component: own },
    components: refs.map((ref) => byRef.get(ref)),
    dependencies: [{ ref: name, dependsOn: refs }],
  };
  const head = { bomFormat: 'CycloneDX', specVersion: '1.6', serialNumber: serialOf(content), version: 1 };
  return { ...head, ...content };
}

/** A number that follows from the content, in the form that RFC 9562 leaves to whoever makes one (version 8). */
function serialOf(content) {
  const hex = createHash('sha256').update(JSON.stringify(content)).digest('hex');
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

function componentOf(path, packages) {
  const entry = packages[path];
  if (!entry) throw new Error(`${path} is in no entry of package-lock.json: run npm ci`);
  const fullName = entry.name ?? path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
  const [name, group] = fullName.split('/').reverse();
  const purl = `pkg:npm/${group ? `${encodeURIComponent(group)}/` : ''}${name}@${encodeURIComponent(entry.version)}`;
  return {
    type: 'library',
    'bom-ref': purl,
    ...(group && { group }),
    name,
    version: entry.version,
    purl,
    ...(entry.license && { licenses: licencesOf(entry.license) }),
    ...(entry.integrity && { hashes: entry.integrity.split(' ').map(hashOf) }),
  };
}

/** An identifier of SPDX, or an expression of several. */
function licencesOf(text) {
  return /[\s()]/.test(text) ? [{ expression: text }] : [{ license: { id: text } }];
}

/** Of the archive that npm has installed: `sha512-` and Base64 as hexadecimal digits. */
function hashOf(integrity) {
  const [algorithm, base64] = integrity.split(/-(.*)/s);
  return {
    alg: algorithm.toUpperCase().replace('SHA', 'SHA-'),
    content: Buffer.from(base64, 'base64').toString('hex'),
  };
}

function readJson(root, path) {
  return JSON.parse(readFileSync(join(root, path), 'utf8'));
}

function writeJson(root, path, value) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), `${JSON.stringify(value, null, 2)}\n`);
}

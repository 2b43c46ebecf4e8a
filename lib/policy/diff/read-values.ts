import { longestPause } from '../schedules.ts';
import { asList, at, type Canonical, isCanonicalRecord, isSame, keyOf, shown, written } from './canonical.ts';
import type { Both, Change } from './directed-properties.ts';

/** A schedule that runs less often, or that nobody can read. One that runs at another time of the same length is the same. */
export function rarer(both: Both, path: string): readonly Change[] {
  const [before, after] = [both.before, both.after].map((side) => pauseOf(at(side, path)[0]));
  if (before !== undefined && after !== undefined && after <= before) return [];
  if (isSame(at(both.before, path), at(both.after, path)) || at(both.before, path).length === 0) return [];
  return [
    change(
      'shorter',
      both,
      path,
      after === undefined ? 'is another than before' : 'runs less often than before',
    ),
  ];
}

function pauseOf(value: Canonical | undefined): number | undefined {
  return typeof value === 'string' ? longestPause(value) : undefined;
}

/** A policy that names an older version of TLS, or another set of ciphers of the same version. */
export function olderTls(both: Both, path: string): readonly Change[] {
  const [before, after] = [both.before, both.after].map((side) => tlsOf(at(side, path)[0]));
  if (isSame(at(both.before, path), at(both.after, path)) || before === undefined) return [];
  if (after !== undefined && after >= before) return [];
  return [change('weaker', both, path, 'protects less than before')];
}

/** The oldest version that a policy takes, as `1.2`, with a tenth more where it restricts the ciphers and one less where it extends them. */
function tlsOf(value: Canonical | undefined): number | undefined {
  const text = String(value ?? '');
  const version = oldestTls(text);
  if (version === undefined) return undefined;
  return version + (/-Res|PFS/.test(text) ? 0.01 : 0) - (/-Ext/.test(text) ? 0.01 : 0);
}

function oldestTls(text: string): number | undefined {
  const versions = [...text.matchAll(/1[._-]([0-3])(?![0-9])/g)].map(([, minor]) => 1 + Number(minor) / 10);
  if (versions.length > 0) return Math.min(...versions);
  if (/^(TLSv1|TLSv1_2016)$/.test(text) || /ELBSecurityPolicy-(2016-08|2015-05)/.test(text)) return 1;
  return /^SSLv3$/.test(text) ? 0 : undefined;
}

/** An older version of the same language no longer gets what mends it. */
export function olderRuntime(both: Both, path: string): readonly Change[] {
  const [before, after] = [both.before, both.after].map((side) => runtimeOf(at(side, path)[0]));
  if (!before || !after || before.language !== after.language || after.version >= before.version) return [];
  return [change('weaker', both, path, 'is an older version than before')];
}

function runtimeOf(value: Canonical | undefined) {
  const [, language, version] = /^([a-z]+)(\d+(?:\.\d+)?)/.exec(String(value ?? '')) ?? [];
  return language === undefined ? undefined : { language, version: versionOf(version ?? '0') };
}

/** Python 3.9 comes before 3.13. */
function versionOf(text: string): number {
  const [major = 0, minor = 0] = text.split('.').map(Number);
  return major * 1000 + minor;
}

/** The order of what stands on both sides, where what comes first counts. */
export function reordered(both: Both, path: string): readonly Change[] {
  const [before, after] = [both.before, both.after].map((side) => at(side, path).flatMap(asList).map(nameOf));
  const common = (names: readonly string[] = [], others: readonly string[] = []) =>
    names.filter((name) => others.includes(name));
  const [earlier, later] = [common(before, after), common(after, before)];
  if (keyOf(earlier) === keyOf(later)) return [];
  const [was, is] = [earlier, later].map((names) => shown(names.join(', ')));
  return [
    {
      kind: 'weaker',
      path,
      before: was ?? '',
      after: is ?? '',
      says: 'stands in another order, and the first that fits counts',
    },
  ];
}

function nameOf(item: Canonical): string {
  return isCanonicalRecord(item) ? written(item['PathPattern'] ?? item['Name']) : written(item);
}

function change(kind: Change['kind'], both: Both, path: string, says: string): Change {
  const [before, after] = [both.before, both.after].map((side) => shown(at(side, path)[0]));
  return { kind, path, before: before ?? 'nothing', after: after ?? 'nothing', says };
}

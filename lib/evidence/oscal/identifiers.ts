import { createHash } from 'node:crypto';

/** Within which the kit's names are unique. It was drawn once; another one would rename everything that was ever handed over. */
const ownSpace = 'c1f6a5f2-6a0e-4d0b-9d57-3f2d8a6b1e94';

/** What qualifies the properties that are the kit's and not OSCAL's. */
const ownNamespace = `urn:uuid:${ownSpace}`;

/** A UUID of version 5 (RFC 9562): the same name gives the same one, on every machine and on every day. */
export function uuidOf(name: string, space: string = ownSpace): string {
  const hex = createHash('sha1').update(space.replaceAll('-', ''), 'hex').update(name).digest('hex');
  const variant = (8 + (Number.parseInt(hex.charAt(16), 16) % 4)).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `5${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

/** A number of PCI DSS as OSCAL can name it: an identifier begins with a letter there. */
export function controlId(number: string): string {
  return `pci-${number}`;
}

/** What is judged of a requirement: by templates, by a look at the account, and by records and written procedures. */
export const aspects = ['design', 'deployed', 'operated'] as const;
export type Aspect = (typeof aspects)[number];

/** What can be shown of an aspect of a requirement. It is less than the requirement, and so has an identifier of its own. */
export function objectiveId(number: string, aspect: Aspect): string {
  return `${controlId(number)}_${aspect}`;
}

/** Each name once: the second of the same is told by its number. */
export function distinctNames(names: readonly string[]): readonly string[] {
  const given = new Map<string, number>();
  return names.map((name) => {
    const count = (given.get(name) ?? 0) + 1;
    given.set(name, count);
    return count === 1 ? name : `${name} ${count}`;
  });
}

/** A property that the kit adds to what OSCAL defines. */
export interface Property {
  readonly name: string;
  readonly ns: string;
  readonly value: string;
  readonly class?: string;
}

/** A property of the kit; `kind` distinguishes several of one name. */
export function property(name: string, value: string, kind?: string): Property {
  return { name, ns: ownNamespace, value, ...(kind === undefined ? {} : { class: kind }) };
}

import type { Finding } from './finding.ts';
import type { InventoryPage } from './inventory.ts';
import type { PageAnswer } from './ports.ts';
import facts from './unwanted-headers.json' with { type: 'json' };

/** Compares the headers of an answer with those that the shop's edge was configured to send. */
export function compareHeaders({ path, headers }: InventoryPage, answer: PageAnswer): readonly Finding[] {
  const expected = headers.flatMap(({ name, value }): readonly Finding[] => {
    const actual = answer.headers.get(name);
    if (actual === undefined) return [{ page: path, change: 'header-missing', subject: name }];
    return canonical(name, actual) === canonical(name, value)
      ? []
      : [{ page: path, change: 'header-changed', subject: name }];
  });
  const unwanted = facts.headers
    .filter((name) => answer.headers.has(name))
    .map((name): Finding => ({ page: path, change: 'header-added', subject: name }));
  return [...expected, ...unwanted];
}

/** Directives of HSTS are written in any case (RFC 6797, section 6.1); all other values are compared as they are. */
function canonical(name: string, value: string): string {
  const text = value.trim();
  return name === 'strict-transport-security' ? text.toLowerCase().replace(/\s*;\s*/g, '; ') : text;
}

import { html, type Markup } from '../../report/formats/html/markup.ts';
import { type EvidenceEnvironment, environmentsOf } from '../environment.ts';
import { type Chapter, type Evidence, environmentName, jsonText } from '../evidence.ts';
import { evidencePage } from '../pages/page.ts';
import { acceptances } from './acceptances.ts';
import { backups } from './backups.ts';
import { declared } from './declared.ts';
import { keys } from './keys.ts';
import { logs } from './logs.ts';
import { ports } from './ports.ts';
import { providers } from './providers.ts';
import type { ReadRegister, Register } from './register.ts';
import { scripts } from './scripts.ts';
import { secrets } from './secrets.ts';

/** In the order in which they are read. */
const readers: readonly ReadRegister[] = [
  scripts,
  providers,
  secrets,
  keys,
  ports,
  logs,
  backups,
  acceptances,
  declared,
];

/** Lists of what each environment has: scripts, third parties, secrets, keys, ports, logs, backups, accepted findings, controls of others. */
export const registersChapter: Chapter = {
  title: 'Registers',
  page: 'registers.html',
  tells:
    'Ports, keys, secrets, logs, backups, third parties, scripts, accepted findings and controls of others, each as a list.',
  minutes: 15,
  files: (evidence) => {
    const all = environmentsOf(evidence).map((environment) => registered(environment, evidence));
    return [
      { path: 'registers.html', content: registersPage(all, evidence) },
      ...all.map(({ name, registers }) => ({
        path: `registers-${name}.json`,
        content: jsonText({ registers }),
      })),
    ];
  },
};

/** The registers of one environment. */
interface Registered {
  readonly name: string;
  readonly heading: string;
  readonly registers: readonly Register[];
}

function registered(environment: EvidenceEnvironment, evidence: Evidence): Registered {
  const { storefront } = environment;
  return {
    name: environmentName(storefront),
    heading: `${storefront.shop}, ${storefront.environment}`,
    registers: readers.map((read) => read(environment, evidence)),
  };
}

function registersPage(all: readonly Registered[], evidence: Evidence): string {
  const content = html`${all.map(
    ({ name, heading, registers }) => html`<section><h2>${heading}</h2>
${registers.map((register) => list(register, name))}</section>
`,
  )}`;
  return evidencePage({ title: registersChapter.title, evidence, content });
}

function list({ id, title, about, columns, rows }: Register, environment: string): Markup {
  const table = html`<div class="wide" role="region" aria-label="${title}: the table" tabindex="0"><table>
<thead><tr>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
<tbody>${rows.map(
    (row) => html`<tr>${row.map((field) => html`<td>${field}</td>`)}</tr>
`,
  )}</tbody></table></div>`;
  return html`<h3 id="${environment}-${id}">${title}</h3>
<p>${about}</p>
${rows.length === 0 ? html`<p>Nothing of the kind is in the templates.</p>` : table}
`;
}

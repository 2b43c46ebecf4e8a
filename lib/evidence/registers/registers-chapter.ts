import { html, type Markup } from '../../report/formats/html/markup.ts';
import { type EvidenceEnvironment, environmentsOf } from '../environment.ts';
import { type Chapter, type Evidence, environmentName } from '../evidence.ts';
import { evidencePage } from '../pages/page.ts';
import { acceptances } from './acceptances.ts';
import { backups } from './backups.ts';
import { keys } from './keys.ts';
import { logs } from './logs.ts';
import { ports } from './ports.ts';
import { providers } from './providers.ts';
import type { ReadRegister, Register } from './register.ts';
import { scripts } from './scripts.ts';
import { secrets } from './secrets.ts';

/** In the order in which they are read. */
const registers: readonly ReadRegister[] = [
  scripts,
  providers,
  secrets,
  keys,
  ports,
  logs,
  backups,
  acceptances,
];

/** Lists of what each environment has: scripts, third parties, secrets, keys, ports, logs, backups, accepted findings. */
export const registersChapter: Chapter = {
  title: 'Registers',
  page: 'registers.html',
  tells: 'Ports, keys, secrets, logs, backups, third parties, scripts and accepted findings, each as a list.',
  minutes: 20,
  files: (evidence) => [
    { path: 'registers.html', content: registersPage(evidence) },
    ...environmentsOf(evidence).map((environment) => ({
      path: `registers-${environmentName(environment.storefront)}.json`,
      content: `${JSON.stringify({ registers: registersOf(environment, evidence) }, null, 2)}\n`,
    })),
  ],
};

function registersOf(environment: EvidenceEnvironment, evidence: Evidence): readonly Register[] {
  return registers.map((read) => read(environment, evidence));
}

function registersPage(evidence: Evidence): string {
  const content = html`${environmentsOf(evidence).map((environment) => {
    const { storefront } = environment;
    const name = environmentName(storefront);
    return html`<section><h2>${storefront.shop}, ${storefront.environment}</h2>
${registersOf(environment, evidence).map((register) => list(register, name))}</section>
`;
  })}`;
  return evidencePage({ title: registersChapter.title, evidence, content });
}

function list({ id, title, about, columns, rows }: Register, environment: string): Markup {
  const table = html`<div class="wide"><table>
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

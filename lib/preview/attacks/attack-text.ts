import type { AttackGroup, Defence, Expectation } from './attack.ts';
import { checks } from './checks.ts';
import { commandOf } from './command.ts';
import type { AttackResult } from './run-attacks.ts';

/** Where the commands of the document find a shop: where `palisade preview` opens it. */
const usualShop = 'https://localhost:8443';

/** One line about an attack that was done: whether the shop stood it, and what it answered. */
export function resultLine({ attack, answer, isAsExpected }: AttackResult): string {
  const word = isAsExpected ? 'stopped' : 'CAME THROUGH';
  return `${word}  ${attack.name}: answered ${answer}, expected ${expectationText(attack.expected)}\n`;
}

/** What an attack has to be answered, in words. */
function expectationText({ statuses, has, lacks, answers, isEnded }: Expectation): string {
  const status = statuses.join(' or ');
  const end = isEnded ? ', or its end' : '';
  const within = has === undefined ? '' : `, with ${has}`;
  const without = lacks === undefined ? '' : `, without ${lacks}`;
  return `${status}${end}${within}${without}${answers === undefined ? '' : ', once'}`;
}

/** The attack table as a document: each attack with the line that does it, and what has to come. */
export function attacksDocument(groups: readonly AttackGroup[]): string {
  const number = groups.reduce((sum, { attacks }) => sum + attacks.length, 0);
  return `# Attacks

<!-- This file is written by UPDATE_GOLDEN=1 npx jest test/preview/attacks -->

${number} attacks, which \`palisade attack\` does on a shop that \`palisade preview\` has opened, each from an address of its own. Each line can be
copied; \`STRIPE_KEY\` is \`whsec_signingSecret_a\`, the key that the preview stages. Each names what stops it:
\`test/preview/attacks/attacks.full.test.ts\` takes that out, and then the attack comes through.

Hosts below \`amazonaws.com\` are those of AWS as a stranger finds them. Not in the table: patterns of managed rules that AWS does not document, and
times of answers.
${groups.map(groupText).join('')}`;
}

function groupText({ title, attacks }: AttackGroup): string {
  const rows = attacks.map((attack) => {
    const stops = [attack.defence, ...(attack.also ? [attack.also] : [])].map(defenceText).join(', also ');
    return `### ${capitalized(attack.name)}

Expected: ${expectationText(attack.expected)}. Stopped by ${stops}.

\`\`\`sh
${shortened(commandOf(attack, usualShop))}
\`\`\`
`;
  });
  return `\n## ${title}\n\n${rows.join('\n')}`;
}

function defenceText(defence: Defence): string {
  if ('rule' in defence) return `the firewall’s rule \`${defence.rule}\``;
  if ('check' in defence) {
    const [lambda, words] = checks[defence.check];
    return `the function \`${lambda}\`, which ${words}`;
  }
  return 'origin' in defence ? originTexts[defence.origin] : edgeTexts[defence.edge];
}

const originTexts: Readonly<Record<Extract<Defence, { origin: string }>['origin'], string>> = {
  objects: 'the bucket, which has no such file',
  'bucket policy': 'the policy of the bucket, which admits the distribution alone',
  'function address': 'the function, which has no address of its own',
  network: 'the network of the load balancer, which has no address in the internet',
};

const edgeTexts: Readonly<Record<Extract<Defence, { edge: string }>['edge'], string>> = {
  host: 'the names of the distribution',
  functions: 'the function at the edge',
  'cache key': 'the policies of the distribution, by which no origin is told',
  'headers policy': 'the response headers policy, which names no other site',
  bodies: 'the edge, which takes no body of a GET request',
  protocol: 'the edge, which takes no request with two ends',
};

function capitalized(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** Thousands of equal letters are written by a program, so that people see the line. */
function shortened(command: string): string {
  return command.replace(
    /(.)\1{99,}/g,
    (run, letter: string) => `'"$(printf '${letter}%.0s' $(seq ${run.length}))"'`,
  );
}

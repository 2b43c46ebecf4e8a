import { Markup } from './markup.ts';

/**
 * The page's script: it hides entries that do not fit what is searched, and unfolds what holds those that do. Browsers that print no
 * folded content by the page's style have it unfolded while they print.
 */
export const script = new Markup(`
'use strict';
const byId = (id) => document.getElementById(id);
const [finder, query, status, severity, found, unfold] =
  ['finder', 'query', 'status', 'severity', 'found', 'unfold'].map(byId);
const textOf = (node) => node.textContent.toLowerCase();
const rules = [...document.querySelectorAll('main details.entry')].map((node) => ({
  node,
  head: textOf(node.querySelector('summary')),
  lines: [...node.querySelectorAll('.seen > li')].map((line) => ({ node: line, text: textOf(line) })),
  text: textOf(node),
}));
const everyRule = rules.filter(({ node }) => node.matches('.rule'));
const others = [...document.querySelectorAll('main .entry:not(details)')].map((node) => ({ node, text: textOf(node) }));
const folds = [...document.querySelectorAll('main details')];
const before = new Map();

function fits({ node }) {
  return [['status', status], ['severity', severity]].every(
    ([name, { value }]) => value === '' || node.dataset[name] === value,
  );
}

function find() {
  const words = query.value.toLowerCase().split(/\\s+/).filter(Boolean);
  const holds = (text) => words.every((word) => text.includes(word));
  const isFiltered = words.length > 0 || status.value !== '' || severity.value !== '';
  if (isFiltered && before.size === 0) for (const fold of folds) before.set(fold, fold.open);
  for (const rule of rules) {
    rule.node.hidden = !(fits(rule) && holds(rule.text));
    const isAll = holds(rule.head) || rule.lines.every(({ text }) => !holds(text));
    for (const line of rule.lines) line.node.hidden = !isAll && !holds(line.text);
  }
  const shown = everyRule.filter(({ node }) => !node.hidden);
  const lines = shown.flatMap((rule) => rule.lines.filter(({ node }) => !node.hidden));
  for (const other of others) other.node.hidden = !(fits(other) && holds(other.text));
  for (const fold of folds) {
    const entries = [...fold.querySelectorAll('.entry')];
    if (!fold.matches('.entry') && entries.length > 0) fold.hidden = entries.every(({ hidden }) => hidden);
  }
  found.value = isFiltered
    ? shown.length + ' of ' + everyRule.length + ' rules, ' + lines.length + ' observations'
    : '';
  if (!isFiltered) {
    for (const [fold, isOpen] of before) fold.open = isOpen;
    before.clear();
    return;
  }
  for (const fold of folds) {
    if (fold.matches('.area, .topic')) fold.open = !fold.hidden;
    if (fold.matches('.entry')) fold.open = shown.length <= 12 && words.length > 0;
  }
}

for (const field of [query, status, severity]) field.addEventListener('input', find);
unfold.addEventListener('click', () => {
  const isUnfolding = unfold.textContent === 'Unfold all';
  for (const fold of folds) fold.open = isUnfolding;
  unfold.textContent = isUnfolding ? 'Fold all' : 'Unfold all';
});
finder.hidden = false;

if (!CSS.supports('selector(details::details-content)')) {
  let unfolded = [];
  addEventListener('beforeprint', () => {
    const wanted = byId('whole').checked ? 'main details' : 'main details.printed, main details.objection';
    unfolded = [...document.querySelectorAll(wanted)].filter(({ open }) => !open);
    for (const fold of unfolded) fold.open = true;
  });
  addEventListener('afterprint', () => {
    for (const fold of unfolded) fold.open = false;
  });
}
`);

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { packagePath } from '../../../lib/package-root.ts';
import { alertsIn, exampleLandscape, nameOf, textOf } from '../../support/alerts/example.ts';

const folder = 'docs/runbooks';
const alerts = alertsIn(exampleLandscape());
const runbooks = readdirSync(packagePath(folder));

/** The runbook that an alert names at the end of what it says. */
function runbookOf(text: string): string | undefined {
  return /\. Runbook: (docs\/runbooks\/[a-z0-9-]+\.md)$/.exec(text)?.[1];
}

test('every alert says in a sentence what happened, and names a runbook that is there', () => {
  const lost = alerts.filter((alert) => {
    const runbook = runbookOf(textOf(alert));
    return runbook === undefined || !existsSync(packagePath(runbook)) || !/^[A-Z]/.test(textOf(alert));
  });
  expect(lost.map(nameOf)).toEqual([]);
  expect(alerts.length).toBeGreaterThan(100);
});

test('every runbook is named by an alert', () => {
  const named = new Set(alerts.map((alert) => runbookOf(textOf(alert))));
  expect(runbooks.filter((file) => !named.has(`${folder}/${file}`))).toEqual([]);
});

test.each(runbooks)(
  '%s says what it means, what to do step by step, and how to know that it is over',
  (file) => {
    const text = readFileSync(packagePath(folder, file), 'utf8');
    expect(text).toMatch(/^# [^\n]+\n\n[A-Z*].+\n\n1\. .+\n2\. .+\n\nIt is over when .+\.\n$/s);
  },
);

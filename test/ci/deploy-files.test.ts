import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { evidenceBucketNames } from '../../lib/contract/account-names.ts';
import { pipelineRole, tokenAudience } from '../../lib/contract/pipelines.ts';
import { deployGitlab, deployGitlabFile, deployWorkflow, deployWorkflowFile } from './ci-files.ts';

const { steps, permissions, environment } = deployWorkflow.jobs.deploy;
const job = deployGitlab.deploy;
const files = [
  ['GitHub', steps.flatMap(({ run }) => run ?? []).join('\n'), deployWorkflow.env],
  ['GitLab', job.script.join('\n'), job.variables],
] as const;

describe.each(files)('the file for %s that deploys', (_, script, variables) => {
  test('deploys what it has synthesized, writes the evidence of the same folder, and stores it last', () => {
    const palisade = script.match(/npx --no-install .*/g) ?? [];
    expect(palisade).toEqual([
      expect.stringMatching(/cdk synth --quiet -c environment=prod$/),
      expect.stringMatching(/cdk deploy --all --require-approval never --app cdk\.out$/),
      expect.stringMatching(
        /palisade evidence cdk\.out --period .* --output evidence \|\| \[ "\$\?" = 1 \]$/,
      ),
      expect.stringMatching(/palisade evidence store evidence --bucket "\$EVIDENCE_BUCKET"$/),
    ]);
    expect(script.match(/\bnp[mx] (?!ci\b)[^&\n]*/g)).toEqual(palisade);
  });

  test('takes on the role of the pipeline in the account of the bucket, by no key that is stored', () => {
    expect(variables).toMatchObject({
      AWS_ROLE_ARN: `arn:aws:iam::111111111111:role/boutique-prod-${pipelineRole}`,
      EVIDENCE_BUCKET: `${evidenceBucketNames('111111111111')}eu-west-1`,
    });
    expect(Object.keys(variables)).not.toContain('AWS_ACCESS_KEY_ID');
    expect(script).toContain('AWS_WEB_IDENTITY_TOKEN_FILE');
  });
});

test('GitHub gives a token to the job of one branch in one environment, and no secret', () => {
  expect(deployWorkflow.on).toEqual({ push: { branches: ['main'] } });
  expect([deployWorkflow.permissions, permissions, environment]).toEqual([
    {},
    { contents: 'read', 'id-token': 'write' },
    'production',
  ]);
  const text = readFileSync(deployWorkflowFile, 'utf8');
  expect(text).not.toContain('secrets.');
  expect(text.match(/audience=[\w.]+/g)).toEqual([`audience=${tokenAudience}`, `audience=${tokenAudience}`]);
  const pins: { readonly actions: readonly { readonly name: string; readonly sha: string }[] } = JSON.parse(
    readFileSync('examples/ci/actions.json', 'utf8'),
  );
  const pinned = pins.actions.map(({ name, sha }) => `${name}@${sha}`);
  expect(pinned).toEqual(expect.arrayContaining(steps.flatMap(({ uses }) => uses ?? [])));
});

test('GitLab gives a token to the job of one branch', () => {
  expect(job.id_tokens).toEqual({ AWS_TOKEN: { aud: tokenAudience } });
  expect(job.rules).toEqual([{ if: '$CI_PIPELINE_SOURCE == "push" && $CI_COMMIT_BRANCH == "main"' }]);
});

test('the guides name each ready file', () => {
  for (const guide of ['docs/ci.md', 'docs/delivery.md']) {
    const text = readFileSync(guide, 'utf8');
    for (const file of [deployWorkflowFile, deployGitlabFile])
      expect([guide, text]).toEqual([guide, expect.stringContaining(file)]);
  }
});

import { expect, test } from '@jest/globals';
import { generationOf } from '../../../lib/constructs/common/generation.ts';
import { exampleWith, ofType, synthesize } from '../../support/synth.ts';

const stream = { partitionKey: 'pk', stream: 'NEW_AND_OLD_IMAGES', restorations: 0 };

test('another definition of a stream, or a restored table, has another generation', () => {
  const others = [
    { ...stream, stream: 'NEW_IMAGE' },
    { ...stream, partitionKey: 'id' },
    { ...stream, restorations: 1 },
  ];
  const generations = [stream, ...others].map(generationOf);
  expect(new Set(generations).size).toBe(4);
  expect(generationOf({ ...stream })).toBe(generations[0]);
});

test('the outbox reads the stream by the output that bears its generation, so that another stream changes its template', () => {
  const { template } = synthesize(exampleWith({}));
  const [name = ''] = Object.keys(template('boutique-prod-data').Outputs ?? {}).filter((id) =>
    /^OrdersStreamArn[0-9a-f]{8}$/.test(id),
  );
  const [[, source] = []] = ofType(
    template('boutique-prod-payments'),
    'AWS::Lambda::EventSourceMapping',
  ).filter(([id]) => id.startsWith('Outbox'));
  expect(source?.Properties.EventSourceArn).toEqual({
    'Fn::GetStackOutput': { StackName: 'boutique-prod-data', OutputName: name, Region: 'eu-west-1' },
  });
  expect(
    Object.keys(template('boutique-prod-data').Outputs ?? {}).filter((id) => /StreamArn/.test(id)),
  ).toEqual([name]);
});

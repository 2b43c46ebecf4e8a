import { describe, expect, test } from '@jest/globals';
import { WrittenTemplate } from '../../../lib/cloudformation/input/written-template.ts';

const json = `{
  "Resources": {
    "Shop": {
      "Type": "AWS::S3::Bucket",
      "Properties": {
        "Rules": [
          { "Name": "one" },
          { "Name": "two",
            "Age": 3 }
        ],
        "Tags": { "Fn::If": ["C", [{ "Key": "a" }], []] }
      }
    }
  }
}`;

const yaml = `# A template
Resources:
  Shop:
    Type: AWS::S3::Bucket
    Properties:
      Rules:
        - Name: !Sub "\${AWS::StackName}"
        - Name: two
          Age: 3
      Policy: !If
        - C
        - Statement: []
        - !Ref AWS::NoValue
`;

describe('a line of a template', () => {
  test.each([
    ['Shop', '', 3],
    ['Shop', 'Type', 4],
    ['Shop', 'Properties.Rules[0].Name', 7],
    ['Shop', 'Properties.Rules[1].Age', 9],
    ['Shop', 'Properties.Rules[2].Name', 6],
    ['Shop', 'Properties.Missing.Entry', 5],
    ['Shop', 'Properties.Tags[0].Key', 11],
    ['', 'Resources', 2],
    ['', 'Metadata.Palisade', 1],
    ['Missing', 'Properties', 2],
  ])('of JSON is that of the place, or of the nearest one above it: %s %s', (logicalId, path, line) => {
    expect(new WrittenTemplate(json).lineOf(logicalId, path)).toBe(line);
  });

  test.each([
    ['Shop', '', 3],
    ['Shop', 'Properties.Rules[0].Name', 7],
    ['Shop', 'Properties.Rules[1].Age', 9],
    ['Shop', 'Properties.Policy.Statement', 10],
    ['Shop', 'Properties.Missing', 5],
    ['Missing', 'Properties', 2],
  ])('of YAML is that of the place, or of the nearest one above it: %s %s', (logicalId, path, line) => {
    expect(new WrittenTemplate(yaml).lineOf(logicalId, path)).toBe(line);
  });

  test('of JSON is found behind texts that hold quotes, brackets and backslashes', () => {
    const text = JSON.stringify(
      {
        Resources: {
          Text: { Type: 'T', Value: '"Shop": {[\\' },
          Shop: { Type: 'T', Rules: ['}"]', { A: 1 }] },
        },
      },
      null,
      1,
    );
    const lines = text.split('\n');
    const found = (path: string) => lines[new WrittenTemplate(text).lineOf('Shop', path) - 1]?.trim();
    expect(['Type', 'Rules[0]', 'Rules[1].A', 'Rules.A'].map(found)).toEqual([
      '"Type": "T",',
      '"}\\"]",',
      '"A": 1',
      '"Rules": [',
    ]);
  });

  test('of a file on one line, and of one with the line ends of Windows, is counted all the same', () => {
    expect(new WrittenTemplate('{"Resources":{"A":{"Type":"T"}}}').lineOf('A', 'Type')).toBe(1);
    expect(new WrittenTemplate(json.replaceAll('\n', '\r\n')).lineOf('Shop', 'Type')).toBe(4);
  });
});

import { describe, expect, test } from '@jest/globals';
import { parseDictionary, showMember } from '../../../../lib/policy/rules/hdr/structured-field.ts';

const read = (text: string) => {
  const members = parseDictionary(text);
  return members && Object.fromEntries([...members].map(([key, member]) => [key, showMember(member)]));
};

describe('a structured field', () => {
  test('holds lists, words and texts under their keys', () => {
    expect(read('camera=(), payment=(self "https://a.example"),\tusb=*, csp="/r"')).toEqual({
      camera: '()',
      payment: '(self "https://a.example")',
      usb: '*',
      csp: '"/r"',
    });
  });

  test('may carry parameters, which say nothing here', () => {
    expect(read('payment=(self;a "b";c=1);report-to=csp;x, usb=self;q=0.5')).toEqual({
      payment: '(self "b")',
      usb: 'self',
    });
  });

  test('takes the last of a repeated key', () => {
    expect(read('usb=(), usb=*')).toEqual({ usb: '*' });
  });

  test('reads a key alone as true, and undoes escapes in texts', () => {
    expect(read('a, b="x\\"y"')).toEqual({ a: '?1', b: '"x"y"' });
    expect(read('')).toEqual({});
  });

  const malformed = [
    'camera=',
    "camera 'none'",
    'camera=(self',
    'a=(b"c")',
    'A=1',
    'a=1 b=2',
    'a="x',
    'a=1,',
    'a=1;B',
  ];
  test.each(malformed)('is dropped as a whole when it says %s', (text) => {
    expect(parseDictionary(text)).toBeUndefined();
  });
});

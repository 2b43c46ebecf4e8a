import { expect, test } from '@jest/globals';
import { readAddress } from '../../../lib/cli/access/addresses.ts';

test.each([
  ['203.0.113.7', 'IPV4', '203.0.113.7/32'],
  ['203.0.113.0/24', 'IPV4', '203.0.113.0/24'],
  ['10.1.0.0/16', 'IPV4', '10.1.0.0/16'],
  ['2001:DB8::7', 'IPV6', '2001:0db8:0000:0000:0000:0000:0000:0007/128'],
  ['2001:db8:1:2::/64', 'IPV6', '2001:0db8:0001:0002:0000:0000:0000:0000/64'],
  ['1:2:3:4:5:6:7:8', 'IPV6', '0001:0002:0003:0004:0005:0006:0007:0008/128'],
  ['::ffff:203.0.113.7', 'IPV6', '0000:0000:0000:0000:0000:ffff:cb00:7107/128'],
])('%s is admitted as an address of %s, %s', (typed, version, text) => {
  expect(readAddress(typed)).toEqual({ version, text });
});

test.each([
  '',
  'home',
  '203.0.113',
  '203.0.113.256',
  '203.0.113.0/24/8',
  '203.0.113.0/a',
  '203.0.113.0/024',
  'fe80::1%eth0',
])('%j is no address, and a person is shown one', (typed) => {
  expect(() => readAddress(typed)).toThrow(
    `found ${typed}, write an address such as 203.0.113.7, or a range such as 203.0.113.0/24`,
  );
});

test.each(['0.0.0.0/1', '203.0.113.7/15', '203.0.113.7/33', '203.0.113.7/'])(
  'the range %s is refused, because its prefix is none of one network',
  (typed) => {
    expect(() => readAddress(typed)).toThrow(`found ${typed}, write a prefix from 16 to 32`);
  },
);

test.each(['2000::/3', '2001:db8::/31', '2001:db8::/129'])('so is the range %s of version 6', (typed) => {
  expect(() => readAddress(typed)).toThrow(`found ${typed}, write a prefix from 32 to 128`);
});

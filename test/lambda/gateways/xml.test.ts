import { expect, test } from '@jest/globals';
import { textAt } from '../../../lambda/gateways/json.ts';
import { parseXml } from '../../../lambda/gateways/xml.ts';

test('reads elements as members, with or without prolog and attributes', () => {
  const xml =
    '<?xml version="1.0" encoding="UTF-8"?>\n<a type="x">\n<b-c>1</b-c><d nil="true"/><e> f </e></a>';
  const value = parseXml(xml);
  expect(textAt(value, 'a', 'b-c')).toBe('1');
  expect(textAt(value, 'a', 'd')).toBeUndefined();
  expect(textAt(value, 'a', 'e')).toBe(' f ');
});

test('reads what text escapes, once', () => {
  expect(textAt(parseXml('<a>&lt;b&gt; &amp;amp; &quot;&apos; &other;</a>'), 'a')).toBe(
    '<b> &amp; "\' &other;',
  );
});

test('counts the first of several elements with one name', () => {
  expect(textAt(parseXml('<a><b>1</b><b>2</b></a>'), 'a', 'b')).toBe('1');
});

test('takes no name for a member that every object has', () => {
  expect(textAt(parseXml('<a><constructor>1</constructor></a>'), 'a', 'constructor')).toBe('1');
  expect(parseXml('<a><__proto__>1</__proto__></a>')).toBeUndefined();
});

test.each([
  '<a>',
  '</a>',
  '<a></b>',
  '<a><b></a></b>',
  '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
  '<a><!-- b --></a>',
  '<a><![CDATA[b]]></a>',
  '<a b=1></a>',
  '< a></a>',
])('reads nothing from %s', (xml) => {
  expect(parseXml(xml)).toBeUndefined();
});

import { expect, test } from '@jest/globals';
import { findCardData, redact } from '../../../../lambda/shared/card-guard/card-guard.ts';

test.each([
  [{ cvc: '123' }, { cvc: '***' }],
  [{ cvv: 123 }, { cvv: '***' }],
  [{ CVV2: '1234' }, { CVV2: '***' }],
  [{ card: { cvc: '123' } }, { card: { cvc: '***' } }],
  [{ card_cvv: ' 123 ' }, { card_cvv: ' *** ' }],
  [{ cardCvcNumber: '123' }, { cardCvcNumber: '***' }],
  [{ securityCode: '1234' }, { securityCode: '***' }],
  [{ cardCode: '123' }, { cardCode: '***' }],
  [{ card_verification_value: '123' }, { card_verification_value: '***' }],
  [{ cvc: ['123'] }, { cvc: ['***'] }],
  [{ cvc: { value: '123' } }, { cvc: { value: '***' } }],
  ['cvc=123&a=1', 'cvc=***&a=1'],
  ['card[cvc]=123', 'card[cvc]=***'],
  ['card[verification_value]=123', 'card[verification_value]=***'],
  ['card%5Bcvc%5D=123', 'card%5Bcvc%5D=***'],
  ['{"cvc": "123"}', '{"cvc": "***"}'],
  ['{\\"cvc\\":\\"123\\"}', '{\\"cvc\\":\\"***\\"}'],
  ['<cardCode>123</cardCode>', '<cardCode>***</cardCode>'],
  ['name="cvc"\r\n\r\n123\r\n--', 'name="cvc"\r\n\r\n***\r\n--'],
  ['my CVV is 123.', 'my CVV is ***.'],
  ['cvv123', 'cvv***'],
  ['Kartenprüfnummer: 123', 'Kartenprüfnummer: ***'],
  ['código de seguridad 123', 'código de seguridad ***'],
  ['ＣＶＶ １２３', 'ＣＶＶ ***'],
  ['4242 4242 4242 4242, 12/26, 123', '[424242******4242], 12/26, ***'],
  ['4242424242424242 exp 1226 123', '[424242******4242] exp 1226 ***'],
])('a code is masked wholly: %j', (value, masked) => {
  expect(findCardData(value)).toContainEqual(expect.objectContaining({ kind: 'code' }));
  expect(redact(value)).toEqual(masked);
});

test.each([
  [{ cvc_check: 'pass' }],
  [{ cvvResultCode: 'M', avsResultCode: 'Y' }],
  [{ cvcResult: '1 Matches' }],
  [{ cvc: null, year: 2026 }],
  ['{"cvc":null,"year":2026}'],
  ['CVE-2024-1234'],
  ['pi_3Mtwcvc123a'],
  ['cvc 12345'],
  ['the cvc check took 123 ms'],
  [{ securityCode: '123456' }],
])('%j has no code', (value) => {
  expect(findCardData(value)).toEqual([]);
});

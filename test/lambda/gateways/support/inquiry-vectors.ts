import type { EventClass } from '../../../../lambda/gateways/payment-event.ts';
import type { ObjectName } from '../../../../lambda/gateways/session-request.ts';
import type { OrderState, ReviewReason } from '../../../../lambda/shared/orders/order.ts';
import type { Answers } from '../../fakes/asked.ts';

/** What became of an order whose callbacks were all lost, once its gateway was asked. */
export interface InquiryVector {
  readonly gateway: string;
  readonly when: string;
  readonly inquiry: ObjectName;
  readonly answers: Answers;
  /** Classes and amounts of what was told; a word where nothing was. */
  readonly told: readonly (readonly [EventClass, number?])[] | 'unknown' | 'refused';
  readonly state: OrderState;
  readonly reviewReasons?: readonly ReviewReason[];
}

export const reference = 'obcdfghjklmnpqrstvwx';

const cko = (status: string, balances: object = {}, more: object = {}) => ({
  data: [
    {
      ...{ id: 'pay_1', status, amount: 4250, currency: 'EUR', reference },
      balances: { total_authorized: 4250, total_captured: 0, total_refunded: 0, ...balances },
      ...more,
    },
  ],
});
const ckoPath = `GET /payments?limit=100&reference=${reference}`;
const checkoutcom = (
  when: string,
  answer: object,
  told: InquiryVector['told'],
  state: OrderState,
  reviewReasons: readonly ReviewReason[] = [],
): InquiryVector => ({
  gateway: 'checkoutcom',
  when,
  inquiry: { resource: 'reference', id: reference },
  answers: { [ckoPath]: answer },
  ...{ told, state, reviewReasons },
});

const transaction = (number: number, status: string, more: object = {}) => ({
  status: true,
  data: {
    ...{ id: number, reference: `${reference}.${number}`, status, amount: 4250, currency: 'EUR' },
    ...{ domain: 'live', metadata: { order_reference: reference }, ...more },
  },
});
const verify = (number: number) => `GET /transaction/verify/${reference}.${number}`;
const notFound = { status: 400, body: { status: false, code: 'transaction_not_found' } };

const rzpPayment = (status: string, more: object = {}) => ({
  ...{ id: 'pay_1', entity: 'payment', amount: 4250, currency: 'EUR', status, order_id: 'order_1', ...more },
});
const link = { id: 'plink_1', reference_id: `${reference}.1`, notes: { order_reference: reference } };
const linkPath = 'GET /v1/payment_links/plink_1';
const orderPayments = 'GET /v1/orders/order_1/payments';
const receipt = (number: number) => `GET /v1/orders?receipt=${reference}.${number}`;

const squareOrder = (more: object) => ({ order: { id: 'ORDER1', reference_id: reference, ...more } });
const squarePayment = (more: object) => ({
  payment: { id: 'PAY1', note: reference, total_money: { amount: 4250, currency: 'EUR' }, ...more },
});

const anet = (content: object) => ({ messages: { resultCode: 'Ok' }, ...content });
const row = (transId: string, invoiceNumber: string) => ({ transId, invoiceNumber });
const unsettled = 'getUnsettledTransactionListRequest';
const details = (transactionStatus: string, more: object = {}) =>
  anet({
    transaction: {
      ...{ transId: '600', transactionStatus, responseCode: 1, authAmount: 42.5 },
      ...{ transactionType: 'authCaptureTransaction', order: { invoiceNumber: reference }, ...more },
    },
  });

const payLink = (status: string) => ({
  ...{ id: 'PL1', status, reference, amount: { value: 4250, currency: 'EUR' } },
});
const payLinkPath = 'GET /checkout/v72/paymentLinks/PL1';
const payLinkName = { resource: 'payment link', id: 'PL1' };

/** Each of the gateways that are asked by the shop's own reference, or by what the session was called. */
export const inquiryVectors: readonly InquiryVector[] = [
  checkoutcom(
    'was captured',
    cko('Captured', { total_captured: 4250 }),
    [
      ['authorised', 4250],
      ['moneyIn', 4250],
    ],
    'paid',
  ),
  checkoutcom('is authorised', cko('Authorized'), [['authorised', 4250]], 'authorised'),
  checkoutcom(
    'was captured in part',
    cko('Partially Captured', { total_captured: 1000 }),
    [
      ['authorised', 4250],
      ['moneyIn', 1000],
    ],
    'paid',
    ['amount_mismatch'],
  ),
  checkoutcom(
    'was refunded',
    cko('Refunded', { total_captured: 4250, total_refunded: 4250 }),
    [
      ['authorised', 4250],
      ['moneyIn', 4250],
      ['moneyOut', 4250],
    ],
    'refunded',
  ),
  checkoutcom(
    'was refunded in part, and the balances are not told',
    cko('Partially Refunded', {}, { balances: undefined }),
    [['authorised', 4250], ['moneyIn', 4250], ['moneyOut']],
    'paid',
    ['amount_unknown'],
  ),
  checkoutcom('was voided', cko('Voided'), [['authorised', 4250], ['voided']], 'open'),
  checkoutcom('was declined', cko('Declined'), [['failed']], 'failed'),
  checkoutcom('is pending', cko('Pending', { total_authorized: 0 }), [['informational']], 'open'),
  checkoutcom('was never tried', { data: [] }, 'unknown', 'open'),
  checkoutcom('is of another shop', cko('Captured', {}, { reference: 'o1' }), 'unknown', 'open'),
  checkoutcom('cannot be told now', { status: 400, body: {} }, 'refused', 'open'),
  {
    gateway: 'paystack',
    when: 'was paid on the page of an earlier attempt for the same order',
    inquiry: { resource: 'transaction', id: `${reference}.2` },
    answers: { [verify(2)]: transaction(2, 'abandoned'), [verify(1)]: transaction(1, 'success') },
    told: [['informational'], ['moneyIn', 4250]],
    state: 'paid',
  },
  {
    gateway: 'paystack',
    when: 'was reversed',
    inquiry: { resource: 'transaction', id: `${reference}.1` },
    answers: { [verify(1)]: transaction(1, 'reversed') },
    told: [['moneyIn', 4250], ['moneyOut']],
    state: 'refunded',
  },
  {
    gateway: 'paystack',
    when: 'failed',
    inquiry: { resource: 'transaction', id: `${reference}.1` },
    answers: { [verify(1)]: transaction(1, 'failed') },
    told: [['failed']],
    state: 'failed',
  },
  {
    gateway: 'paystack',
    when: 'was never started',
    inquiry: { resource: 'transaction', id: `${reference}.1` },
    answers: { [verify(1)]: notFound },
    told: 'unknown',
    state: 'open',
  },
  {
    gateway: 'razorpay',
    when: 'was paid by its link',
    inquiry: { resource: 'payment link', id: 'plink_1' },
    answers: {
      [linkPath]: { ...link, status: 'paid', order_id: 'order_1' },
      [orderPayments]: { items: [rzpPayment('failed', { id: 'pay_0' }), rzpPayment('captured')] },
    },
    told: [['failed'], ['moneyIn', 4250]],
    state: 'paid',
  },
  {
    gateway: 'razorpay',
    when: 'was cancelled with its link',
    inquiry: { resource: 'payment link', id: 'plink_1' },
    answers: { [linkPath]: { ...link, status: 'cancelled' } },
    told: [['failed']],
    state: 'failed',
  },
  {
    gateway: 'razorpay',
    when: 'waits on its link',
    inquiry: { resource: 'payment link', id: 'plink_1' },
    answers: { [linkPath]: { ...link, status: 'created' } },
    told: [['informational']],
    state: 'open',
  },
  {
    gateway: 'razorpay',
    when: 'was paid in the frame of an earlier attempt for the same order',
    inquiry: { resource: 'receipt', id: `${reference}.2` },
    answers: {
      [receipt(2)]: { items: [] },
      [receipt(1)]: { items: [{ id: 'order_1', receipt: `${reference}.1`, status: 'paid' }] },
      [orderPayments]: { items: [rzpPayment('captured', { amount_refunded: 1000 })] },
    },
    told: [
      ['moneyIn', 4250],
      ['moneyOut', 1000],
    ],
    state: 'paid',
    reviewReasons: ['partly_refunded'],
  },
  {
    gateway: 'razorpay',
    when: 'is authorised in its frame',
    inquiry: { resource: 'receipt', id: `${reference}.1` },
    answers: {
      [receipt(1)]: { items: [{ id: 'order_1', receipt: `${reference}.1`, status: 'attempted' }] },
      [orderPayments]: { items: [rzpPayment('authorized')] },
    },
    told: [['authorised', 4250]],
    state: 'authorised',
  },
  {
    gateway: 'square',
    when: 'was paid by its link',
    inquiry: { resource: 'order', id: 'ORDER1' },
    answers: {
      'GET /v2/orders/ORDER1': squareOrder({ state: 'OPEN', tenders: [{ id: 'T1', payment_id: 'PAY1' }] }),
      'GET /v2/payments/PAY1': squarePayment({ status: 'COMPLETED' }),
    },
    told: [['moneyIn', 4250]],
    state: 'paid',
  },
  {
    gateway: 'square',
    when: 'was refunded in part',
    inquiry: { resource: 'payment', id: 'PAY1' },
    answers: {
      'GET /v2/payments/PAY1': squarePayment({
        status: 'COMPLETED',
        refunded_money: { amount: 1000, currency: 'EUR' },
      }),
    },
    told: [
      ['moneyIn', 4250],
      ['moneyOut', 1000],
    ],
    state: 'paid',
    reviewReasons: ['partly_refunded'],
  },
  {
    gateway: 'square',
    when: 'ended with its link',
    inquiry: { resource: 'order', id: 'ORDER1' },
    answers: { 'GET /v2/orders/ORDER1': squareOrder({ state: 'CANCELED' }) },
    told: [['failed']],
    state: 'failed',
  },
  {
    gateway: 'square',
    when: 'waits on its link',
    inquiry: { resource: 'order', id: 'ORDER1' },
    answers: { 'GET /v2/orders/ORDER1': squareOrder({ state: 'DRAFT' }) },
    told: [['informational']],
    state: 'open',
  },
  {
    gateway: 'authorizenet',
    when: 'was paid on the hosted page today',
    inquiry: { resource: 'invoice', id: reference },
    answers: {
      [unsettled]: anet({ transactions: [row('599', 'other'), row('600', reference)] }),
      'getTransactionDetailsRequest 600': details('capturedPendingSettlement'),
    },
    told: [['moneyIn', 4250]],
    state: 'paid',
  },
  {
    gateway: 'authorizenet',
    when: 'was settled two days ago',
    inquiry: { resource: 'invoice', id: reference },
    answers: {
      [unsettled]: anet({}),
      getSettledBatchListRequest: anet({ batchList: [{ batchId: '1' }, { batchId: '2' }] }),
      'getTransactionListRequest 2': anet({ transactions: [] }),
      'getTransactionListRequest 1': anet({ transactions: [row('600', reference)] }),
      'getTransactionDetailsRequest 600': details('settledSuccessfully'),
    },
    told: [['moneyIn', 4250]],
    state: 'paid',
  },
  {
    gateway: 'authorizenet',
    when: 'was declined',
    inquiry: { resource: 'invoice', id: reference },
    answers: {
      [unsettled]: anet({ transactions: [row('600', reference)] }),
      'getTransactionDetailsRequest 600': details('declined', { responseCode: 2 }),
    },
    told: [['failed']],
    state: 'failed',
  },
  {
    gateway: 'authorizenet',
    when: 'was never tried',
    inquiry: { resource: 'invoice', id: reference },
    answers: { [unsettled]: anet({}), getSettledBatchListRequest: anet({}) },
    told: 'unknown',
    state: 'open',
  },
  {
    gateway: 'adyen',
    when: 'was paid by its link',
    inquiry: payLinkName,
    answers: { [payLinkPath]: payLink('completed') },
    told: [['authorised', 4250]],
    state: 'paid',
  },
  {
    gateway: 'adyen',
    when: 'expired with its link',
    inquiry: payLinkName,
    answers: { [payLinkPath]: payLink('expired') },
    told: [['failed']],
    state: 'failed',
  },
  {
    gateway: 'adyen',
    when: 'is being paid by its link',
    inquiry: payLinkName,
    answers: { [payLinkPath]: payLink('paymentPending') },
    told: [['informational']],
    state: 'open',
  },
];

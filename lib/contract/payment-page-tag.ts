/** The tag of what fetches payment pages and compares them, a function with a schedule or a canary. Nothing else in a template says so. */
export const paymentPageTag = { key: 'palisade:watches', value: 'payment-pages' } as const;

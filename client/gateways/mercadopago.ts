import type { ErrorKind } from '../checkout-error.ts';
import type { CardToken } from '../wire.ts';
import { labelled, type Mount, type Result, type Stage, text } from './mounted.ts';

/** What this client uses of MercadoPago.js. */
export type MercadopagoScript = new (
  publicKey: string,
  options: { readonly locale: string },
) => {
  readonly fields: {
    create(name: string, options: object): MercadopagoField;
    createCardToken(holder: object): Promise<{ readonly id: string }>;
  };
  getPaymentMethods(wanted: { readonly bin: string }): Promise<{
    readonly results: readonly { readonly id: string; readonly issuer?: { readonly id: number | string } }[];
  }>;
};

interface MercadopagoField {
  mount(id: string): MercadopagoField;
  unmount(): unknown;
  on(event: 'binChange', listen: (change: { readonly bin?: string }) => void): unknown;
}

/** Mounts Mercado Pago's three fields. The brand comes from the first digits, which its script alone sees. */
export const mercadopago: Mount = async (stage) => {
  const { page, locale, texts, shopper } = stage;
  const { MercadoPago } = globalThis as unknown as { MercadoPago: MercadopagoScript };
  const api = new MercadoPago(text(page, 'publicKey'), { locale });
  let known: Partial<CardToken> = {};
  const fields = [
    ['cardNumber', texts.number],
    ['expirationDate', texts.expiry],
    ['securityCode', texts.code],
  ].map(([name = '', label = '']) => api.fields.create(name, {}).mount(labelled(stage, name, label).id));
  fields[0]?.on('binChange', async ({ bin }) => {
    known = {};
    if (!bin) return;
    const [method] = (await api.getPaymentMethods({ bin }).catch(() => undefined))?.results ?? [];
    if (method) known = { brand: method.id, ...(method.issuer && { issuer: String(method.issuer.id) }) };
  });
  return {
    pay: async (): Promise<Result> => {
      try {
        const document = documentOf(stage);
        const { id } = await api.fields.createCardToken({
          cardholderName: shopper.name,
          ...(document && { identificationType: document.type, identificationNumber: document.number }),
        });
        // Without its brand the shop cannot charge a card.
        if (known.brand === undefined) return 'fields';
        return { card: { token: id, ...known, ...device(), ...(document && { document }) } };
      } catch (error) {
        return kindOf(error);
      }
    },
    unmount: () => {
      for (const field of fields) field.unmount();
    },
  };
};

function device(): { readonly device?: string } {
  const id = (globalThis as { readonly MP_DEVICE_SESSION_ID?: unknown }).MP_DEVICE_SESSION_ID;
  return typeof id === 'string' ? { device: id } : {};
}

/** Some countries ask for a document of the card's owner; the shop's form has fields for it then. */
function documentOf({ container }: Stage): CardToken['document'] {
  const fields = new FormData(container.closest('form') ?? undefined);
  const [type, number] = [fields.get('documentType'), fields.get('documentNumber')];
  return type && number ? { type: String(type), number: String(number) } : undefined;
}

// What its script throws for fields is a list, one entry for each of them.
function kindOf(error: unknown): ErrorKind {
  return Array.isArray(error) && error.some((each) => each?.field !== undefined) ? 'fields' : 'unavailable';
}

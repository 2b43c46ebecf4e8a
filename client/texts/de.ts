import type { Texts } from './texts.ts';

/** German. */
export const de: Texts = {
  heading: 'Zahlung',
  methods: 'Wie möchten Sie bezahlen?',
  next: 'Weiter zur Zahlung',
  pay: '{amount} bezahlen',
  busy: 'Bitte warten …',
  frame: 'Zahlungsformular von {gateway}',
  challenge: 'Prüfung durch die Bank Ihrer Karte',
  number: 'Kartennummer',
  expiry: 'Ablaufdatum',
  code: 'Prüfnummer',
  holder: 'Name auf der Karte',
  errors: {
    fields: 'Bitte prüfen Sie Ihre Eingaben. Es wurde nichts bezahlt.',
    declined:
      'Die Karte wurde nicht angenommen. Es wurde nichts bezahlt; bitte nehmen Sie eine andere Karte oder Zahlungsart.',
    cancelled: 'Sie haben die Zahlung abgebrochen. Es wurde nichts bezahlt; Sie können neu beginnen.',
    unavailable:
      'Diese Zahlungsart geht gerade nicht. Es wurde nichts bezahlt; bitte wählen Sie eine andere.',
    offline: 'Es besteht keine Verbindung. Bitte senden Sie es noch einmal; Sie bezahlen nicht doppelt.',
    expired: 'Das Zahlungsformular war zu lange offen. Es wurde nichts bezahlt; bitte beginnen Sie neu.',
    uncertain:
      'Wir wissen noch nicht, ob Sie bezahlt haben. Bitte bezahlen Sie jetzt nicht noch einmal; schreiben Sie uns, wenn Sie in einer Stunde nichts gehört haben.',
    cart: 'Diese Bestellung kann so nicht bezahlt werden. Bitte gehen Sie zurück zum Warenkorb.',
  },
  secure: {
    redirect:
      'Sichere Kasse: Diese Seite ist verschlüsselt. Sie bezahlen auf einer Seite von {gateway}; dieser Shop sieht Ihre Karte nie.',
    iframe:
      'Sichere Kasse: Diese Seite ist verschlüsselt. Das Zahlungsformular ist eine Seite von {gateway}; dieser Shop sieht Ihre Karte nie.',
    fields:
      'Sichere Kasse: Diese Seite ist verschlüsselt. Die Kartenfelder gehören {gateway}; dieser Shop sieht Ihre Karte nie.',
  },
  test: 'Dies ist ein Test: Es fließt kein Geld.',
  done: {
    paid: 'Ihre Zahlung ist angekommen. Vielen Dank.',
    pending: 'Ihre Zahlung wird bestätigt. Sie müssen nichts tun.',
    failed: 'Es wurde nichts bezahlt. Ihr Warenkorb ist unverändert.',
  },
};

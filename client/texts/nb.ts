import type { Texts } from './texts.ts';

/** Norwegian (bokmål). */
export const nb: Texts = {
  heading: 'Betaling',
  methods: 'Hvordan vil du betale?',
  next: 'Fortsett til betaling',
  pay: 'Betal {amount}',
  busy: 'Vennligst vent …',
  frame: 'Betalingsskjema fra {gateway}',
  challenge: 'Kontroll fra banken til kortet ditt',
  number: 'Kortnummer',
  expiry: 'Utløpsdato',
  code: 'Sikkerhetskode',
  holder: 'Navn på kortet',
  errors: {
    fields: 'Kontroller det du har skrevet. Ingenting er betalt.',
    declined:
      'Kortet ble ikke godtatt. Ingenting er betalt; prøv et annet kort eller en annen betalingsmåte.',
    cancelled: 'Du avbrøt betalingen. Ingenting er betalt; du kan begynne på nytt.',
    unavailable: 'Denne betalingsmåten virker ikke akkurat nå. Ingenting er betalt; velg en annen.',
    offline: 'Det er ingen forbindelse. Send på nytt; du betaler ikke to ganger.',
    expired: 'Betalingsskjemaet var åpent for lenge. Ingenting er betalt; begynn på nytt.',
    uncertain:
      'Vi vet ennå ikke om du har betalt. Ikke betal en gang til nå; skriv til oss hvis du ikke hører noe innen en time.',
    cart: 'Denne bestillingen kan ikke betales slik den er. Gå tilbake til handlekurven.',
  },
  secure: {
    redirect:
      'Sikker betaling: Siden er kryptert. Du betaler på en side hos {gateway}; butikken ser aldri kortet ditt.',
    iframe:
      'Sikker betaling: Siden er kryptert. Skjemaet er en side hos {gateway}; butikken ser aldri kortet ditt.',
    fields:
      'Sikker betaling: Siden er kryptert. Kortfeltene tilhører {gateway}; butikken ser aldri kortet ditt.',
  },
  test: 'Dette er en test: ingen penger flyttes.',
  done: {
    paid: 'Betalingen er mottatt. Takk.',
    pending: 'Betalingen blir bekreftet. Du trenger ikke gjøre noe.',
    failed: 'Ingenting er betalt. Handlekurven er som før.',
  },
};

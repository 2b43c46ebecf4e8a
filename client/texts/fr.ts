import type { Texts } from './texts.ts';

/** French. */
export const fr: Texts = {
  heading: 'Paiement',
  methods: 'Comment souhaitez-vous payer ?',
  next: 'Continuer vers le paiement',
  pay: 'Payer {amount}',
  busy: 'Veuillez patienter …',
  frame: 'Formulaire de paiement de {gateway}',
  challenge: 'Vérification par la banque de votre carte',
  number: 'Numéro de carte',
  expiry: 'Date d’expiration',
  code: 'Code de sécurité',
  holder: 'Nom sur la carte',
  errors: {
    fields: 'Veuillez vérifier votre saisie. Rien n’a été payé.',
    declined:
      'La carte n’a pas été acceptée. Rien n’a été payé ; essayez une autre carte ou un autre moyen de paiement.',
    cancelled: 'Vous avez arrêté le paiement. Rien n’a été payé ; vous pouvez recommencer.',
    unavailable:
      'Ce moyen de paiement ne fonctionne pas en ce moment. Rien n’a été payé ; choisissez-en un autre.',
    offline: 'Il n’y a pas de connexion. Veuillez renvoyer ; vous ne paierez pas deux fois.',
    expired:
      'Le formulaire de paiement est resté ouvert trop longtemps. Rien n’a été payé ; veuillez recommencer.',
    uncertain:
      'Nous ne savons pas encore si vous avez payé. Ne payez pas une seconde fois ; écrivez-nous si vous n’avez rien reçu dans une heure.',
    cart: 'Cette commande ne peut pas être payée ainsi. Veuillez revenir à votre panier.',
  },
  secure: {
    redirect:
      'Paiement sécurisé : cette page est chiffrée. Vous payez sur une page de {gateway} ; cette boutique ne voit jamais votre carte.',
    iframe:
      'Paiement sécurisé : cette page est chiffrée. Le formulaire est une page de {gateway} ; cette boutique ne voit jamais votre carte.',
    fields:
      'Paiement sécurisé : cette page est chiffrée. Les champs de la carte sont ceux de {gateway} ; cette boutique ne voit jamais votre carte.',
  },
  test: 'Ceci est un test : aucun argent n’est transféré.',
  done: {
    paid: 'Votre paiement est arrivé. Merci.',
    pending: 'Votre paiement est en cours de confirmation. Vous n’avez rien à faire.',
    failed: 'Rien n’a été payé. Votre panier est inchangé.',
  },
};

import type { customer as words } from '../zh/customer.js';

export const customer: typeof words = {
  title: "The customer's page",
  about: 'Without an account the customer sees how it stands, adds, urges and rates. Give the link to nobody else.',
  copy: 'Copy the link for the customer',
  copied: 'The link is copied: send it to the customer.',
  code: 'QR code of the link for the customer',
  holds: 'Holds until',
  revoke: 'Revoke the links',
  revokeAbout:
    'Every link of the customer to this case ends at once, those in messages and on paper too. The next message to the customer has a new one.',
  revoked: (n: number) => (n === 0 ? 'There was no link that holds.' : `${n} ${n === 1 ? 'link' : 'links'} revoked.`),
};

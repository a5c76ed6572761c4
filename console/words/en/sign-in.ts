import type { Words } from '../zh.js';

export const signIn: Words['signIn'] = {
  title: 'Sign in',
  person: 'Staff id',
  password: 'Password',
  submit: 'Sign in',
  trial: 'This is a trial desk: choose somebody to sign in as, no password needed.',
  withPassword: 'Sign in with id and password',
  forgotten: 'Password forgotten? Your administrator can give you a one-time password.',
  works: {
    calls: 'Calls and customers',
    dispatch: 'Dispatch and teams',
    field: 'On site',
    approval: 'Approval and management',
    administration: 'Administration',
    other: 'Others',
  },
  mustChange: 'Choose your password',
  mustChangeAbout: 'You signed in with a one-time password. Choose one of your own, and you can begin.',
  current: 'Present password',
  next: 'New password',
  again: 'Once more',
  differs: 'The two are not the same.',
  rule: 'At least 12 characters; a sentence is fine.',
  change: 'Set password',
};

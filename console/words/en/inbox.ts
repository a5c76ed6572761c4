import type { Words } from '../zh.js';

export const inbox: Words['inbox'] = {
  list: 'Notices',
  kind: 'What for',
  notice: 'Notice',
  case: 'Case',
  at: 'When',
  unreadOnly: 'Unread only',
  unread: 'Unread',
  unreadCount: (n) => `${n} unread`,
  allRead: 'Mark all as read',
  markRead: 'Mark as read',
  noUnread: 'Nothing unread',
  empty: 'No notices yet',
  emptyAbout:
    'What you must know or act on is told here: warnings, lateness, escalation, urging, approvals. New ones appear by themselves.',
  inPlaceOf: (name) => `for ${name}`,
  asRole: (role) => `to ${role}`,
  access: 'Changes of access',
  accessSeen: 'Seen',
  waiting: (n) => `${n} new`,
  keys: 'Enter opens the case and marks it read · M marks it read · A marks all',
  sound: 'A tone for new notices of major complaints and help requests',
  title: (n, name) => (n > 0 ? `(${n}) ${name}` : name),
};

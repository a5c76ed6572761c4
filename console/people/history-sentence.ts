import type { Json } from '../api/client.js';
import type { people } from '../words/zh/people.js';
import type { Names } from './directory.js';

type Change = Json<'ChangeJson'>;
type Said = keyof (typeof people)['said'];

interface Speech {
  own: typeof people;
  names: Names;
  /** An instant in the words of the page. */
  when: (iso: string) => string;
  colon: string;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** What was changed of somebody, in a sentence: without who and when, which stand beside it. */
export function historySentence(change: Change, speech: Speech): string {
  const { own } = speech;
  const key = keyOf(change);
  return Object.hasOwn(own.said, key) ? own.said[key as Said](aboutOf(change, speech)) : own.said.other();
}

function keyOf({ what, change, value }: Change): string {
  if (what === 'password') return value['oneTime'] === true ? 'password one-time' : 'password own';
  if (what === 'swap' && change === 'changed') return value['agreed'] === true ? 'swap agreed' : 'swap refused';
  return `${what} ${change}`;
}

function aboutOf(change: Change, speech: Speech): string {
  const { what, before, value } = change;
  const { own, names, when, colon } = speech;
  const span = (of: Record<string, unknown>) =>
    [of['from'], of['until']].map((at) => (at ? when(text(at)) : '…')).join(' – ');
  const reason = (of: Record<string, unknown>) => (of['reason'] ? own.reason(text(of['reason'])) : '');
  const joined = (...parts: string[]) => parts.filter(Boolean).join(' · ');
  switch (what) {
    case 'person':
      if (change.change === 'ended') return when(text(value['at']));
      return change.change === 'created' ? colon + text(value['name']) : changedContacts(change, own);
    case 'post':
      return joined(names.post(value as never), value['until'] ? own.to(when(text(value['until']))) : '');
    case 'token':
      return colon + joined(`${own.validUntil} ${when(text(value['endsAt']))}`, reason(value));
    case 'roster-entry': {
      const duty = { ...value, ...before };
      return joined(names.role(text(duty['role'])), names.site(text(duty['site'])), span(duty), reason(value));
    }
    case 'swap': {
      const duty = (value['entry'] ?? {}) as Record<string, unknown>;
      return joined(names.person(text(duty['person'])), names.role(text(duty['role'])), span(duty));
    }
    case 'absence': {
      const away = { ...value, ...before };
      return joined(span(away), reason(away));
    }
    case 'delegation': {
      const given = { ...value, ...before };
      const who = own.standsInFor(names.person(text(given['to'])), names.person(text(given['person'])));
      return joined(who, span(given), reason(given));
    }
    case 'attendance':
      return joined(
        text(value['day']),
        own.attendance[value['state'] as 'present'] ?? text(value['state']),
        text(value['remark']),
      );
    default:
      return '';
  }
}

function changedContacts({ before, value }: Change, own: typeof people): string {
  return (['name', 'phone', 'email', 'language'] as const)
    .filter((field) => (before?.[field] ?? '') !== (value[field] ?? ''))
    .map((field) => {
      const shown = (of: unknown) => (field === 'language' ? (own.languages[of as 'en'] ?? '–') : text(of) || '–');
      return `${own[field]} ${shown(before?.[field])} → ${shown(value[field])}`;
    })
    .join(' · ');
}

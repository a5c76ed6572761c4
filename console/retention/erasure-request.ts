import type { Json } from '../api/client.js';

/** What is written into the form, whichever way a person is found. */
export interface WrittenRequest {
  how: 'phone' | 'person' | 'numbers';
  phone: string;
  customer: string;
  place: string;
  numbers: string;
  ground: Json<'ErasureRequestDto'>['ground'];
  reason: string;
  requestedOn: string;
}

export const emptyRequest: WrittenRequest = {
  how: 'phone',
  phone: '',
  customer: '',
  place: '',
  numbers: '',
  ground: 'on-request',
  reason: '',
  requestedOn: '',
};

/** The request as it is sent: only what belongs to the way that is chosen. */
export function requestOf(written: WrittenRequest): Json<'ErasureRequestDto'> {
  const { how, phone, customer, place, numbers, ground, reason, requestedOn } = written;
  const list = [...new Set(numbers.split(/[\s,，、;；]+/).filter(Boolean))].map((number) => number.toUpperCase());
  const who = {
    phone: phone.trim() ? { phone } : {},
    person: { ...(customer.trim() ? { customer } : {}), ...(place.trim() ? { place } : {}) },
    numbers: list.length > 0 ? { numbers: list } : {},
  }[how];
  return { ...who, ground, reason, ...(requestedOn ? { requestedOn } : {}) };
}

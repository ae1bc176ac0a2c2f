import type { Tone } from '../ui/controls/badge.tsx';

/** The colours of stored values, by group; others are neutral. */
const tones: Readonly<Record<string, Readonly<Record<string, Tone>>>> = {
  status: {
    pending: 'pending',
    needs_review: 'pending',
    confirmed: 'good',
    processing: 'info',
    shipped: 'info',
    delivered: 'good',
    completed: 'good',
    cancelled: 'bad',
  },
  outcome: {
    confirmed: 'good',
    recovered: 'good',
    cancelled: 'bad',
    not_recovered: 'bad',
    failed: 'bad',
    novedad: 'pending',
    no_answer: 'pending',
    busy: 'pending',
    voicemail: 'pending',
  },
  logistics: {
    processing: 'info',
    shipped: 'info',
    in_transit: 'info',
    delivered: 'good',
    returned: 'bad',
    failed_delivery: 'bad',
  },
  payment: { unpaid: 'pending', pending: 'pending', paid: 'good', cancelled: 'bad' },
  callStatus: { queued: 'pending', dialing: 'info', in_progress: 'info' },
  messageStatus: { queued: 'pending', dialing: 'info', in_progress: 'info' },
  delivery: {
    NEW: 'pending',
    STARTED: 'info',
    PICKUPREACHED: 'info',
    PICKUPCOMPLETED: 'info',
    WH_DROP: 'info',
    WH_PICK: 'info',
    DROPREACHED: 'info',
    DROPCOMPLETED: 'good',
    RETURN_INITIATED: 'bad',
    RETURNED: 'bad',
    CANCELLED: 'bad',
  },
  webhook: { pending: 'pending', succeeded: 'good', failed: 'bad', failing: 'bad', held: 'pending' },
};

export const toneOf = (group: string, value: string): Tone => tones[group]?.[value] ?? 'quiet';

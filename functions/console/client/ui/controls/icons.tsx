const shapes = {
  today: 'M2 13V9m4 4V5m4 8V7m4 6V3',
  orders:
    'M3 5.5h10l-.7 7.2a1.5 1.5 0 0 1-1.5 1.3H5.2a1.5 1.5 0 0 1-1.5-1.3L3 5.5ZM5.5 5.5a2.5 2.5 0 0 1 5 0',
  calls:
    'M5.6 2.5 3.4 3a1.4 1.4 0 0 0-1 1.6c.8 4.6 4.4 8.2 9 9a1.4 1.4 0 0 0 1.6-1l.5-2.2-3-1.4-1.3 1.4A8.700 8.700 0 0 1 5.600 6.800L7 5.500 5.600 2.500Z',
  deliveries:
    'M1.500 4h8v7.500h-8V4Zm8 2.500h3l2 2.500v2.500h-5V6.500ZM4.500 13.500a1.500 1.500 0 1 0 0-3 1.500 1.500 0 0 0 0 3Zm7.500 0a1.500 1.500 0 1 0 0-3 1.500 1.500 0 0 0 0 3Z',
  money: 'M1.500 4h13v8h-13V4Zm6.500 6a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z',
  webhooks:
    'M6 5.500a2.500 2.500 0 1 1 3.500 2.300l1.800 3M4.700 8.200a2.500 2.500 0 1 0 2 3.800h4.300m0 0a2 2 0 1 0 .3-1.200',
  setup:
    'M8 10a2 2 0 1 0 0-4 2 2 0 0 0 0 4ZM8 1.500v2m0 9v2m6.500-6.500h-2m-9 0h-2m11.100-4.600-1.400 1.400M4.800 11.200l-1.400 1.400m9.200 0-1.400-1.400M4.800 4.800 3.400 3.400',
  open: 'm4.500 6.500 3.500 3.500 3.500-3.500',
  down: 'M8 3v10m-3.500-3.500L8 13l3.500-3.500',
  up: 'M8 13V3M4.500 6.500 8 3l3.500 3.500',
  both: 'M5 6.500 8 3.500l3 3m-6 3 3 3 3-3',
  close: 'm4 4 8 8m0-8-8 8',
} as const;

export type IconName = keyof typeof shapes;

/** An icon next to a word that says the same. */
export const Icon = ({ name }: { name: IconName }) => (
  <svg
    class="icon-mark"
    viewBox="0 0 16 16"
    aria-hidden="true"
    fill="none"
    stroke="currentColor"
    stroke-width="1.4"
    stroke-linecap="round"
    stroke-linejoin="round"
  >
    <path d={shapes[name]} />
  </svg>
);

import type { ComponentChildren } from 'preact';

export type Tone = 'good' | 'pending' | 'bad' | 'info' | 'quiet';

export const Badge = ({ tone = 'quiet', children }: { tone?: Tone; children: ComponentChildren }) => (
  <span class={`badge ${tone}`}>{children}</span>
);

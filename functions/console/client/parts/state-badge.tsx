import { named } from '../base/words.ts';
import { Badge } from '../ui/controls/badge.tsx';
import { toneOf } from './tones.ts';

interface StateBadgeProps {
  /** The group of the value: `status`, `outcome`, `logistics` … */
  of: string;
  value: string | null | undefined;
}

/** A stored value as a word in its colour. */
export const StateBadge = ({ of, value }: StateBadgeProps) =>
  value ? <Badge tone={toneOf(of, value)}>{named(of, value)}</Badge> : <span class="soft">—</span>;

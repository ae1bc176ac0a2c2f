import type { ComponentChildren } from 'preact';

interface CardProps {
  title: string;
  /** Beside the title. */
  aside?: ComponentChildren;
  children: ComponentChildren;
}

/** A part of a page with a heading, by which it is found. */
export const Card = ({ title, aside, children }: CardProps) => (
  <section class="card" aria-label={title}>
    <header>
      <h2>{title}</h2>
      {aside}
    </header>
    <div class="stack wide">{children}</div>
  </section>
);

import type { ComponentChildren } from 'preact';

interface CardProps {
  title: string;
  /** Shown beside the title. */
  aside?: ComponentChildren;
  children: ComponentChildren;
}

/** A section of a page, named by its heading. */
export const Card = ({ title, aside, children }: CardProps) => (
  <section class="card" aria-label={title}>
    <header>
      <h2>{title}</h2>
      {aside}
    </header>
    <div class="stack wide">{children}</div>
  </section>
);

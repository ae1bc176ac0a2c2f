import { count } from '../../base/format.ts';

const WIDTH = 600;
const HEIGHT = 160;
const FOOT = 18;

interface BarsProps {
  /** A description for people who do not see it. */
  title: string;
  labels: readonly string[];
  series: readonly { name: string; values: readonly number[] }[];
}

/** Grouped bars, the first series in colour, each with its number. A table has the same for screen readers. */
export function Bars({ title, labels, series }: BarsProps) {
  const most = Math.max(1, ...series.flatMap(({ values }) => values));
  const slot = WIDTH / Math.max(1, labels.length);
  const bar = (slot * 0.76) / series.length;
  const high = HEIGHT - FOOT;
  return (
    <figure class="chart">
      <figcaption class="row apart small">
        <span class="soft">{title}</span>
        <span class="row">
          {series.map(({ name }, n) => (
            <span key={name} class={`key key-${n}`}>
              {name}
            </span>
          ))}
        </span>
      </figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={title} preserveAspectRatio="none">
        {[0.5, 1].map((share) => (
          <line
            key={share}
            class="grid"
            x1="0"
            x2={WIDTH}
            y1={high * (1 - share) + 1}
            y2={high * (1 - share) + 1}
          />
        ))}
        <line class="axis" x1="0" x2={WIDTH} y1={high} y2={high} />
        {series.map(({ name, values }, n) =>
          values.map((value, at) => (
            <rect
              key={`${name} ${at}`}
              class={`bar bar-${n}`}
              x={at * slot + slot * 0.12 + n * bar}
              y={high - (value / most) * (high - 4)}
              width={Math.max(1, bar - 1)}
              height={(value / most) * (high - 4)}
              rx="1.5"
            >
              <title>{`${labels[at]} · ${name}: ${count(value)}`}</title>
            </rect>
          )),
        )}
      </svg>
      <div class="chart-foot small soft" aria-hidden="true">
        <span>{labels[0]}</span>
        <span>{labels[Math.floor(labels.length / 2)]}</span>
        <span>{labels.at(-1)}</span>
      </div>
      <table class="visually-hidden">
        <caption>{title}</caption>
        <thead>
          <tr>
            <td />
            {series.map(({ name }) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {labels.map((label, at) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              {series.map(({ name, values }) => (
                <td key={name}>{count(values[at] ?? 0)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}

interface SparklineProps {
  title: string;
  /** Oldest first; null where there is no value. */
  values: readonly (number | null)[];
  most?: number;
}

/** A line chart of the height of a word, with its last value marked. */
export function Sparkline({
  title,
  values,
  most = Math.max(1, ...values.map((value) => value ?? 0)),
}: SparklineProps) {
  const step = 100 / Math.max(1, values.length - 1);
  const points = values.flatMap((value, at) =>
    value === null ? [] : [[at * step, 22 - (value / most) * 20] as const],
  );
  const end = points.at(-1);
  return (
    <svg class="sparkline" viewBox="-3 -1 106 26" role="img" aria-label={title}>
      <title>{title}</title>
      <polyline points={points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ')} />
      {end && <circle cx={end[0]} cy={end[1]} r="2.5" />}
    </svg>
  );
}

import type { Histogram, Registry } from 'prom-client';

/** Upper bounds in seconds: from what memory answers to what somebody waits for. */
const REQUEST_BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** How long things of one kind took. Counting is an increment and an addition. */
export class DurationSeries {
  readonly #bounds: readonly number[];
  readonly #counts: Float64Array;
  #sum = 0;

  constructor(bounds: readonly number[]) {
    this.#bounds = bounds;
    this.#counts = new Float64Array(bounds.length + 1);
  }

  observe(seconds: number): void {
    let bucket = 0;
    while (bucket < this.#bounds.length && seconds > (this.#bounds[bucket] ?? 0)) bucket++;
    this.#counts[bucket] = (this.#counts[bucket] ?? 0) + 1;
    this.#sum += seconds;
  }

  /** As a histogram of Prometheus: each bucket holds those before it. */
  values(name: string, labels: Record<string, string>): { metricName: string; labels: Record<string, string | number>; value: number }[] {
    let count = 0;
    const buckets = [...this.#bounds, '+Inf'].map((le, index) => ({
      metricName: `${name}_bucket`,
      labels: { ...labels, le },
      value: (count += this.#counts[index] ?? 0),
    }));
    return [...buckets, { metricName: `${name}_sum`, labels, value: this.#sum }, { metricName: `${name}_count`, labels, value: count }];
  }
}

/**
 * A histogram whose series are looked up once, by whoever counts, and not at each count as those of prom-client are.
 * @param bounds upper bounds in seconds, rising.
 */
export class Durations {
  readonly name: string;
  readonly #help: string;
  readonly #bounds: readonly number[];
  readonly #series: { labels: Record<string, string>; series: DurationSeries }[] = [];

  constructor(registry: Registry, { name, help, bounds = REQUEST_BOUNDS }: { name: string; help: string; bounds?: readonly number[] }) {
    this.name = name;
    this.#help = help;
    this.#bounds = bounds;
    registry.registerMetric(this as unknown as Histogram); // of which a registry asks for the name and `get` alone
  }

  /** A series of its own. The same labels must not be asked for twice. */
  series(labels: Record<string, string>): DurationSeries {
    const series = new DurationSeries(this.#bounds);
    this.#series.push({ labels, series });
    return series;
  }

  get(): Promise<object> {
    const values = this.#series.flatMap(({ labels, series }) => series.values(this.name, labels));
    return Promise.resolve({ name: this.name, help: this.#help, type: 'histogram', aggregator: 'sum', values });
  }
}

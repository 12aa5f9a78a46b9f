/** One contestant at one concurrency in one round. Times in milliseconds. */
export interface Sample {
  name: string;
  round: number;
  concurrency: number;
  runsPerSecond: number;
  p50: number;
  p95: number;
  cpuMsPerRun: number;
  rssMb: number;
  transactionsPerRun: number;
  rowsPerRun: number;
}

/** A Markdown table: a line per concurrency and contestant, with ratios to the floors of the same round. */
export function table(samples: readonly Sample[], levels: readonly number[]): string {
  const lines = [
    '| runs at once | contestant | runs/s | p50 ms | p95 ms | CPU ms/run | RSS MB | transactions/run | rows/run | runs/s to same client | runs/s to bare | p50 to same client |',
    '| ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
  ];
  for (const concurrency of levels) {
    for (const name of [...new Set(samples.map((sample) => sample.name))].reverse()) {
      const mine = samples.filter((sample) => sample.name === name && sample.concurrency === concurrency);
      const of = (field: keyof Sample) => median(mine.map((sample) => Number(sample[field])));
      const ratio = (floor: string, field: 'runsPerSecond' | 'p50') =>
        median(
          mine.map((sample) => {
            const other = samples.find((one) => one.name === floor && one.concurrency === concurrency && one.round === sample.round);
            return sample[field] / (other?.[field] ?? Number.NaN);
          }),
        ).toFixed(2);
      const numbers = [
        of('runsPerSecond').toFixed(0),
        of('p50').toFixed(1),
        of('p95').toFixed(1),
        of('cpuMsPerRun').toFixed(1),
        of('rssMb').toFixed(0),
        of('transactionsPerRun').toFixed(1),
        of('rowsPerRun').toFixed(1),
        ratio('same-client', 'runsPerSecond'),
        ratio('bare', 'runsPerSecond'),
        ratio('same-client', 'p50'),
      ];
      lines.push(`| ${concurrency} | ${name} | ${numbers.join(' | ')} |`);
    }
  }
  return lines.join('\n');
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? Number.NaN)
    : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
}

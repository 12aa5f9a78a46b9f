/** What `/metrics` says, read strictly. */
export interface Family {
  name: string;
  type: string;
  help: string;
  samples: { name: string; labels: Record<string, string>; value: number }[];
}

const SAMPLE = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (Na[nN]|[+-]Inf|[-+0-9.eE]+)$/;
const LABEL = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"(,|$)/y;

/** @throws {Error} for a line that the text format of Prometheus does not have. */
export function parseMetrics(text: string): Family[] {
  if (!text.endsWith('\n')) throw new Error('the last line does not end');
  const families: Family[] = [];
  let help: { name: string; text: string } | null = null;
  for (const line of text.slice(0, -1).split('\n')) {
    const meta = /^# (HELP|TYPE) (\S+) (.+)$/.exec(line);
    if (line === '') continue;
    if (meta?.[1] === 'HELP') help = { name: meta[2] ?? '', text: meta[3] ?? '' };
    else if (meta) {
      if (help?.name !== meta[2]) throw new Error(`no HELP before ${line}`);
      families.push({ name: help?.name ?? '', type: meta[3] ?? '', help: help?.text ?? '', samples: [] });
    } else {
      const [, name = '', labels = '', value = ''] = SAMPLE.exec(line) ?? [];
      const family = families.at(-1);
      if (!name || !family || familyOf(name, family.type) !== family.name) throw new Error(`out of place: ${line}`);
      family.samples.push({ name, labels: parseLabels(labels), value: Number(value.replace('Inf', 'Infinity')) });
    }
  }
  return families;
}

function familyOf(sample: string, type: string): string {
  return type === 'histogram'
    ? sample.replace(/_(bucket|sum|count)$/, '')
    : type === 'summary'
      ? sample.replace(/_(sum|count)$/, '')
      : sample;
}

function parseLabels(text: string): Record<string, string> {
  const labels: Record<string, string> = {};
  LABEL.lastIndex = 0;
  while (LABEL.lastIndex < text.length) {
    const [, name = '', value = ''] = LABEL.exec(text) ?? [];
    if (!name || name in labels) throw new Error(`bad labels: ${text}`);
    labels[name] = value;
  }
  return labels;
}

/** What promtool would complain of, and a few things more. */
export function lint(families: readonly Family[]): string[] {
  const problems: string[] = [];
  const seen = new Set<string>();
  for (const { name, type, help, samples } of families) {
    const say = (problem: string) => problems.push(`${name} ${problem}`);
    if (seen.has(name)) say('is there twice');
    seen.add(name);
    if (!/^[a-z][a-z0-9_]*$/.test(name)) say('is not in snake_case');
    if (help.trim().length < 10) say('has no help');
    if (!['counter', 'gauge', 'histogram', 'summary'].includes(type)) say(`is a ${type}`);
    if ((type === 'counter') !== name.endsWith('_total')) say(`is a ${type}, which its ending does not say`);
    if (/_(count|sum|bucket)$/.test(name)) say('ends as a part of a histogram');
    if (/_(milliseconds|ms|minutes|hours|days|kilobytes|kb|mb|megabytes|percent)(_|$)/.test(name)) say('is not in a base unit');
    if (name.includes(type)) say('names its type');
    const series = new Set<string>();
    for (const sample of samples) {
      const key = `${sample.name} ${JSON.stringify(Object.entries(sample.labels).sort())}`;
      if (series.has(key)) say(`has a series twice: ${key}`);
      series.add(key);
      if (type === 'counter' && !(sample.value >= 0)) say(`counts ${sample.value}`);
    }
    if (type === 'histogram') problems.push(...histogramProblems(name, samples));
  }
  return problems;
}

function histogramProblems(name: string, samples: Family['samples']): string[] {
  const problems: string[] = [];
  const bySeries = Map.groupBy(samples, ({ labels: { le: _le, ...rest } }) => JSON.stringify(rest));
  for (const [labels, series] of bySeries) {
    const buckets = series.filter((sample) => sample.name.endsWith('_bucket'));
    const counts = buckets.map(({ value }) => value);
    if (buckets.at(-1)?.labels.le !== '+Inf') problems.push(`${name} ${labels} has no last bucket`);
    if (counts.some((count, index) => count < (counts[index - 1] ?? 0))) problems.push(`${name} ${labels} has buckets that fall`);
    if (counts.at(-1) !== series.find((sample) => sample.name.endsWith('_count'))?.value)
      problems.push(`${name} ${labels} does not add up`);
    if (!series.some((sample) => sample.name.endsWith('_sum'))) problems.push(`${name} ${labels} has no sum`);
  }
  return problems;
}

/** The value of one series; undefined when it is not there. */
export function valueOf(families: readonly Family[], name: string, labels: Record<string, string> = {}): number | undefined {
  const samples = families.flatMap((family) => family.samples);
  return samples.find((sample) => sample.name === name && Object.entries(labels).every(([label, value]) => sample.labels[label] === value))
    ?.value;
}

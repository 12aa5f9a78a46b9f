/**
 * How a step's outputs come into being from what its agent said. Lines `KEY: value`, the key all upper or all lower case and at least
 * two characters, become outputs with the key in lower case; lines indented by two spaces continue the value; a repeated key overwrites.
 */
export function parseOutputs(text: string): Record<string, string> {
  const values = new Map<string, string[]>();
  let value: string[] | null = null;
  for (const line of text.split(/\r?\n/)) {
    const match = /^([A-Z][A-Z0-9_]+|[a-z][a-z0-9_]+):(?:\s+(.*)|$)/s.exec(line);
    if (match?.[1]) {
      value = [match[2] ?? ''];
      values.set(match[1].toLowerCase(), value);
    } else if (value && line.startsWith('  ')) {
      value.push(line.slice(2));
    }
  }
  return Object.fromEntries([...values].map(([key, lines]) => [key, lines.join('\n').trim()]));
}

/**
 * Outputs of a structured answer: each declared name that is a member of it (text as it is, other values as JSON); a single declared
 * name that is not a member gets the whole answer. `_structured_json` is the answer and `_model_used` the model.
 */
export function structuredOutputs(value: unknown, declared: readonly string[], model: string): Record<string, string> {
  const json = JSON.stringify(value);
  const members = value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
  const outputs: Record<string, string> = {};
  for (const name of declared) {
    if (Object.hasOwn(members, name)) outputs[name] = asText(members[name]);
    else if (declared.length === 1) outputs[name] = json;
  }
  return { ...outputs, _structured_json: json, _model_used: model };
}

/** Why a step with these outputs failed, though its agent came to an end; null when it did not. */
export function failureIn(outputs: Readonly<Record<string, string>>): string | null {
  if (!/^\s*(fail|failed|error)\s*$/i.test(outputs.status ?? '')) return null;
  return outputs.error || outputs.result || `The agent reported status ${outputs.status?.trim()}`;
}

export function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

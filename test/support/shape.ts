/** Type words of a field, with bars between them: `string|null`, `integer`, `object`. Objects and arrays of one element go deeper. */
export type Shape = string | { readonly [name: string]: Shape } | readonly [Shape];

/** What differs between a value and its shape, a line per field; fields that the shape does not name are free. */
export function differences(value: unknown, shape: Shape, path = '$'): string[] {
  if (typeof shape === 'string') {
    const type = typeOf(value);
    const words = shape.split('|');
    return words.includes(type) || (type === 'integer' && words.includes('number')) ? [] : [`${path} is ${type}, not ${shape}`];
  }
  if (isList(shape)) {
    if (!Array.isArray(value)) return [`${path} is ${typeOf(value)}, not an array`];
    return value.flatMap((item, index) => differences(item, shape[0], `${path}[${index}]`));
  }
  if (typeOf(value) !== 'object') return [`${path} is ${typeOf(value)}, not an object`];
  return Object.entries(shape).flatMap(([name, inner]) => differences((value as Record<string, unknown>)[name], inner, `${path}.${name}`));
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (value === undefined) return 'absent';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}

function isList(shape: Shape): shape is readonly [Shape] {
  return Array.isArray(shape);
}

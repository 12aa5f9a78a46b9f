/** How many characters a secret must have before any of them is shown. */
const LONG = 16;

/** A secret as people see it: of a long one its last four characters, of any other nothing. */
export function mask(value: string): string {
  return value.length >= LONG ? `***${value.slice(-4)}` : '***';
}

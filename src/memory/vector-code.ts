/** How many signs of a vector are kept in memory to find what may be near: 128 bytes a memory. */
const SIGNS = 1024;
export const SIGN_WORDS = SIGNS / 32;

/** The signs of a vector's first numbers, one bit each. Vectors that are near each other differ in few of them. */
export function signsOf(vector: Float32Array): Uint32Array {
  const words = new Uint32Array(SIGN_WORDS);
  const count = Math.min(SIGNS, vector.length);
  for (let index = 0; index < count; index++) if ((vector[index] ?? 0) > 0) words[index >>> 5]! |= 1 << (index & 31);
  return words;
}

/** A vector of length 1 in a byte a number, each in parts of the greatest. */
export function packVector(vector: Float32Array): Buffer {
  const greatest = vector.reduce((most, number) => Math.max(most, Math.abs(number)), 0) || 1;
  return Buffer.from(Int8Array.from(vector, (number) => Math.round((number / greatest) * 127)).buffer);
}

/** Cosine of a vector of length 1 and a packed one: 1 is the same, 0 has nothing to do with it. Zero when their lengths differ. */
export function likeness(vector: Float32Array, packed: Buffer): number {
  if (vector.length !== packed.length) return 0;
  const numbers = new Int8Array(packed.buffer, packed.byteOffset, packed.length);
  let product = 0;
  let square = 0;
  for (let index = 0; index < numbers.length; index++) {
    const number = numbers[index] ?? 0;
    product += (vector[index] ?? 0) * number;
    square += number * number;
  }
  return square === 0 ? 0 : product / Math.sqrt(square);
}

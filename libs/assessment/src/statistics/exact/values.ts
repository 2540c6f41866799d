/** Whole numbers: doubles while each is below 2^53, else bigints. */
export type Values = Float64Array | bigint[];

export const isNarrow = (values: ArrayLike<number> | ArrayLike<bigint>): values is ArrayLike<number> =>
  typeof values[0] !== 'bigint';

export const valuesOf = (values: ArrayLike<number> | ArrayLike<bigint>): Values =>
  isNarrow(values) ? Float64Array.from(values) : Array.from(values);

export const wide = (values: Values): bigint[] =>
  values instanceof Float64Array ? Array.from(values, BigInt) : values;

/** Those of these places. */
export const pick = (values: Values, places: ArrayLike<number>): Values =>
  values instanceof Float64Array
    ? Float64Array.from(places, (place) => values[place]!)
    : Array.from(places, (place) => values[place]!);

export function minus(ones: Values, others: Values): Values {
  if (ones instanceof Float64Array && others instanceof Float64Array) {
    const differences = ones.map((one, index) => one - others[index]!);
    if (differences.every(Number.isSafeInteger)) return differences;
  }
  const taken = wide(others);
  return wide(ones).map((one, index) => one - taken[index]!);
}

export const sorted = (values: Values): Values =>
  values instanceof Float64Array
    ? values.toSorted()
    : values.toSorted((one, other) => (one < other ? -1 : one > other ? 1 : 0));

import path from 'node:path';

/** The file of a package that an address in another means; addresses have signs of file names encoded. */
export function fileAt<T>(parts: ReadonlyMap<string, T>, from: string, address: string): T | undefined {
  const named = (given: string) => parts.get(path.posix.join(path.posix.dirname(from), given));
  return named(address) ?? named(decoded(address));
}

function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}

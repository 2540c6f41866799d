export interface ByteRange {
  start: number;
  /** Included. */
  end: number;
}

/** The one range a video player asks for (RFC 9110 §14); null for the whole, also when it asks for several. */
export function byteRange(header: string | undefined, size: number): ByteRange | 'unsatisfiable' | null {
  const parts = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (!parts || (parts[1] === '' && parts[2] === '')) return null;
  const last = size - 1;
  if (parts[1] === '') {
    const length = Number(parts[2]);
    return length === 0 ? 'unsatisfiable' : { start: Math.max(0, size - length), end: last };
  }
  const start = Number(parts[1]);
  const end = parts[2] === '' ? last : Math.min(Number(parts[2]), last);
  if (start > last) return 'unsatisfiable';
  return start > end ? null : { start, end };
}

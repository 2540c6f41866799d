export interface OutlinePoint {
  x: number;
  y: number;
  onCurve: boolean;
}

export type Contour = OutlinePoint[];

// Flags of a simple glyph and of a composite's component: OpenType specification, table “glyf”.
const ON_CURVE = 0x01;
const X_SHORT = 0x02;
const Y_SHORT = 0x04;
const REPEAT = 0x08;
const X_SAME_OR_POSITIVE = 0x10;
const Y_SAME_OR_POSITIVE = 0x20;

const ARGS_ARE_WORDS = 0x0001;
const ARGS_ARE_XY = 0x0002;
const HAS_SCALE = 0x0008;
const MORE_COMPONENTS = 0x0020;
const HAS_XY_SCALE = 0x0040;
const HAS_TWO_BY_TWO = 0x0080;

/** Contours of a glyph in font units; `load` gives the bytes of a component's glyph. */
export function readOutline(glyph: DataView, load: (glyphId: number) => DataView, depth = 0): Contour[] {
  if (glyph.byteLength === 0) return [];
  const contourCount = glyph.getInt16(0);
  if (contourCount >= 0) return readSimple(glyph, contourCount);
  if (depth > 5) throw new Error('Composite glyph nested too deeply');
  return readComposite(glyph, load, depth);
}

function readSimple(glyph: DataView, contourCount: number): Contour[] {
  const ends = Array.from({ length: contourCount }, (_, index) => glyph.getUint16(10 + index * 2));
  const pointCount = (ends.at(-1) ?? -1) + 1;
  let at = 10 + contourCount * 2;
  at += 2 + glyph.getUint16(at);

  const flags: number[] = [];
  while (flags.length < pointCount) {
    const flag = glyph.getUint8(at++);
    const times = flag & REPEAT ? 1 + glyph.getUint8(at++) : 1;
    for (let i = 0; i < times; i++) flags.push(flag);
  }
  const readAxis = (short: number, same: number) => {
    let value = 0;
    return flags.map((flag) => {
      if (flag & short) {
        value += flag & same ? glyph.getUint8(at) : -glyph.getUint8(at);
        at += 1;
      } else if (!(flag & same)) {
        value += glyph.getInt16(at);
        at += 2;
      }
      return value;
    });
  };
  const xs = readAxis(X_SHORT, X_SAME_OR_POSITIVE);
  const ys = readAxis(Y_SHORT, Y_SAME_OR_POSITIVE);
  const points = flags.map((flag, i) => ({ x: xs[i]!, y: ys[i]!, onCurve: (flag & ON_CURVE) !== 0 }));
  return ends.map((end, i) => points.slice(i === 0 ? 0 : ends[i - 1]! + 1, end + 1));
}

function readComposite(glyph: DataView, load: (glyphId: number) => DataView, depth: number): Contour[] {
  const contours: Contour[] = [];
  let at = 10;
  let flags: number;
  do {
    flags = glyph.getUint16(at);
    const componentId = glyph.getUint16(at + 2);
    at += 4;
    if (!(flags & ARGS_ARE_XY)) throw new Error('Composite glyph aligned by points is not supported');
    const words = (flags & ARGS_ARE_WORDS) !== 0;
    const dx = words ? glyph.getInt16(at) : glyph.getInt8(at);
    const dy = words ? glyph.getInt16(at + 2) : glyph.getInt8(at + 1);
    at += words ? 4 : 2;
    const f2dot14 = () => {
      const value = glyph.getInt16(at) / 16384;
      at += 2;
      return value;
    };
    let [a, b, c, d] = [1, 0, 0, 1];
    if (flags & HAS_SCALE) a = d = f2dot14();
    else if (flags & HAS_XY_SCALE) [a, d] = [f2dot14(), f2dot14()];
    else if (flags & HAS_TWO_BY_TWO) [a, b, c, d] = [f2dot14(), f2dot14(), f2dot14(), f2dot14()];
    for (const contour of readOutline(load(componentId), load, depth + 1)) {
      contours.push(
        contour.map(({ x, y, onCurve }) => ({
          x: Math.round(a * x + c * y) + dx,
          y: Math.round(b * x + d * y) + dy,
          onCurve,
        })),
      );
    }
  } while (flags & MORE_COMPONENTS);
  return contours;
}

/** A self-contained simple glyph without hinting instructions, padded to four bytes. */
export function writeSimpleGlyph(contours: Contour[]): Uint8Array {
  const points = contours.flat();
  if (points.length === 0) return new Uint8Array(0);
  const bytes: number[] = [];
  const word = (value: number) => bytes.push((value >> 8) & 0xff, value & 0xff);

  word(contours.length);
  const xs = points.map((point) => point.x);
  const ys = points.map((point) => point.y);
  for (const bound of [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]) word(bound);
  let last = -1;
  for (const contour of contours) {
    last += contour.length;
    word(last);
  }
  word(0);

  const flags: number[] = [];
  const xBytes: number[] = [];
  const yBytes: number[] = [];
  let [x, y] = [0, 0];
  for (const point of points) {
    flags.push(
      (point.onCurve ? ON_CURVE : 0) |
        delta(point.x - x, xBytes, X_SHORT, X_SAME_OR_POSITIVE) |
        delta(point.y - y, yBytes, Y_SHORT, Y_SAME_OR_POSITIVE),
    );
    [x, y] = [point.x, point.y];
  }
  for (let i = 0; i < flags.length; ) {
    const flag = flags[i]!;
    let run = 1;
    while (flags[i + run] === flag && run < 256) run++;
    if (run > 2) bytes.push(flag | REPEAT, run - 1);
    else for (let k = 0; k < run; k++) bytes.push(flag);
    i += run;
  }
  bytes.push(...xBytes, ...yBytes);
  while (bytes.length % 4 !== 0) bytes.push(0);
  return Uint8Array.from(bytes);
}

function delta(value: number, out: number[], short: number, sameOrPositive: number): number {
  if (value === 0) return sameOrPositive;
  if (Math.abs(value) < 256) {
    out.push(Math.abs(value));
    return short | (value > 0 ? sameOrPositive : 0);
  }
  out.push((value >> 8) & 0xff, value & 0xff);
  return 0;
}

import { ItemRefused, type Said } from '../item.js';

export interface Size {
  width: number;
  height: number;
}

const SIZE_TAG = /^hocvuso:place=(\d+):(\d+)x(\d+)$/;

/** How large the boxes are, by their number from 1: Moodle has no place for that. */
export const sizesIn = (tags: string[]): Map<number, Size> =>
  new Map(
    tags.flatMap((tag) => {
      const [, place, width, height] = SIZE_TAG.exec(tag) ?? [];
      return place ? [[Number(place), { width: Number(width), height: Number(height) }] as const] : [];
    }),
  );

export const sizeTags = (places: Size[]): string[] =>
  places.map(({ width, height }, index) => `hocvuso:place=${index + 1}:${width}x${height}`);

/** A zone as the rectangle around it: `x,y;r`, `x,y;width,height` or the corners `x,y;x,y;…`. */
export function zoneArea(shape: string, coords: string, notes: Said[]) {
  const points = coords.split(';').map((point) => point.split(',').map((each) => Number(each.trim() || 'x')));
  const refuse = () => new ItemRefused('area-shape', { shape: `${shape} ${coords}`.slice(0, 60) });
  if (points.flat().some((each) => !Number.isInteger(each))) throw refuse();
  const [first = [], second = []] = points;
  const [x = Number.NaN, y = Number.NaN] = first;
  if (shape === 'rectangle' && points.length === 2 && first.length === 2 && second.length === 2)
    return { x, y, width: second[0]!, height: second[1]! };
  const boxed = () => {
    if (!notes.some(({ code }) => code === 'note-zones-boxed')) notes.push({ code: 'note-zones-boxed' });
  };
  if (shape === 'circle' && points.length === 2 && first.length === 2 && second.length === 1) {
    boxed();
    const radius = second[0]!;
    return { x: x - radius, y: y - radius, width: 2 * radius, height: 2 * radius };
  }
  if (shape !== 'polygon' || points.length < 3 || points.some((point) => point.length !== 2)) throw refuse();
  boxed();
  const [xs, ys] = [0, 1].map((axis) => points.map((point) => point[axis]!)) as [number[], number[]];
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  return { x: left, y: top, width: Math.max(...xs) - left, height: Math.max(...ys) - top };
}

import { NotFound } from '#platform/errors';

export type Direction = 'up' | 'down';

interface Placed {
  id: string;
  position: number;
}

/** Gives positions 1, 2, 3… in the order of the list. */
export function renumber(items: Placed[]): void {
  items.forEach((item, index) => {
    item.position = index + 1;
  });
}

/** Moves one item by one place; at the end of the list it stays where it is. */
export function moveOne(items: Placed[], id: string, direction: Direction): void {
  const from = indexOf(items, id);
  const to = Math.min(Math.max(from + (direction === 'up' ? -1 : 1), 0), items.length - 1);
  const [item] = items.splice(from, 1);
  items.splice(to, 0, item as Placed);
  renumber(items);
}

export function removeOne(items: Placed[], id: string): void {
  items.splice(indexOf(items, id), 1);
  renumber(items);
}

export function indexOf(items: { id: string }[], id: string): number {
  const index = items.findIndex((item) => item.id === id);
  if (index < 0) throw new NotFound();
  return index;
}

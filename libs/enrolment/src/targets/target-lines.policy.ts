import type { Unit } from '#organisation';
import { cleanText, fold } from '#platform/text';

/** How many people of a unit are to complete. */
export interface UnitTarget {
  unitId: string;
  people: number;
}

export type LineProblem = 'number' | 'unknown' | 'ambiguous' | 'repeated';
export interface ReadTargets {
  targets: UnitTarget[];
  /** Numbers of the lines that are wrong, from 1. */
  problems: Record<LineProblem, number[]>;
}

const MOST = 10_000_000;

/**
 * Reads lines as they are pasted from a sheet: a unit by code or name, then a number, between them a tab, a
 * semicolon or spaces; columns in between are skipped. `units` are those that may have a target. Pure.
 */
export function readTargetLines(
  text: string,
  units: readonly Pick<Unit, 'id' | 'code' | 'name'>[],
): ReadTargets {
  const problems: ReadTargets['problems'] = { number: [], unknown: [], ambiguous: [], repeated: [] };
  const targets = new Map<string, UnitTarget>();
  const find = finder(units);
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    if (raw.trim() === '') continue;
    const line = /^\s*(.*?)[\t; ]+(\d[\d.]*)\s*$/.exec(raw);
    const people = Number(line?.[2]?.replaceAll('.', ''));
    const [name = ''] = (line?.[1] ?? '').split(/[\t;]/);
    const found = find(cleanText(name));
    const wrong = problemOf(line !== null && people >= 1 && people <= MOST, found, targets);
    if (wrong) problems[wrong].push(index + 1);
    else targets.set(found[0]!.id, { unitId: found[0]!.id, people });
  }
  return { targets: [...targets.values()], problems };
}

function problemOf(
  counts: boolean,
  found: { id: string }[],
  taken: Map<string, unknown>,
): LineProblem | null {
  if (!counts) return 'number';
  if (found.length === 0) return 'unknown';
  if (found.length > 1) return 'ambiguous';
  return taken.has(found[0]!.id) ? 'repeated' : null;
}

/** By code, else by name as it is written, else by name without diacritics. */
function finder<U extends Pick<Unit, 'id' | 'code' | 'name'>>(units: readonly U[]): (text: string) => U[] {
  const [codes, names, folded] = [new Map<string, U[]>(), new Map<string, U[]>(), new Map<string, U[]>()];
  const add = (index: Map<string, U[]>, key: string, unit: U) =>
    index.set(key, [...(index.get(key) ?? []), unit]);
  for (const unit of units) {
    add(codes, unit.code.toLowerCase(), unit);
    add(names, unit.name.normalize('NFC').toLocaleLowerCase('vi'), unit);
    add(folded, fold(unit.name), unit);
  }
  return (text) =>
    codes.get(text.toLowerCase()) ?? names.get(text.toLocaleLowerCase('vi')) ?? folded.get(fold(text)) ?? [];
}

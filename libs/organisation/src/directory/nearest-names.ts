import type { UnitRecord } from './unit-record.js';
import { type Word, words } from './unit-text.js';
import { isCommuneKind, unitWordAt } from './unit-words.js';

const ENOUGH = 0.5;

/** Units whose names look most like the text, best first; generic words (UBND, xã, Sở) weigh nothing. */
export function nearestNames(text: string, units: readonly UnitRecord[], limit: number): UnitRecord[] {
  const typed = core(words(text));
  if (typed.name.length === 0) return [];
  return units
    .map((unit) => ({ unit, score: similarity(typed, core(words(unit.name))) }))
    .filter((scored) => scored.score >= ENOUGH)
    .sort((one, other) => other.score - one.score || one.unit.code.localeCompare(other.unit.code))
    .slice(0, limit)
    .map((scored) => scored.unit);
}

interface Core {
  name: string;
  kind: string;
}

function core(list: readonly Word[]): Core {
  let kind = '';
  const kept: string[] = [];
  for (let index = 0; index < list.length; ) {
    const mark = unitWordAt(list, index);
    if (mark && (isCommuneKind(mark.word) || list[index]!.fold.length > 1)) {
      if (isCommuneKind(mark.word)) kind = mark.word;
      index += mark.length;
      continue;
    }
    if (index === 0 && list[0]!.fold === 'so') kind = 'so';
    else kept.push(list[index]!.fold);
    index++;
  }
  return { name: kept.join(' '), kind };
}

function similarity(one: Core, other: Core): number {
  const longest = Math.max(one.name.length, other.name.length);
  const alike = 1 - distance(one.name, other.name) / longest;
  const near = alike + 0.1 * sharedStart(one.name, other.name) * (1 - alike);
  return near + (one.kind !== '' && one.kind === other.kind ? 0.1 : 0);
}

/** Up to four equal letters at the beginning count for more, as in Jaro and Winkler's measure. */
function sharedStart(one: string, other: string): number {
  let shared = 0;
  while (shared < 4 && shared < one.length && one[shared] === other[shared]) shared++;
  return shared;
}

/** Levenshtein, two rows; both texts are names of at most a few dozen letters. */
function distance(one: string, other: string): number {
  const from = one.slice(0, 60);
  const to = other.slice(0, 60);
  let previous = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i++) {
    const current = [i];
    for (let j = 1; j <= to.length; j++) {
      const change = previous[j - 1]! + (from[i - 1] === to[j - 1] ? 0 : 1);
      current.push(Math.min(change, previous[j]! + 1, current[j - 1]! + 1));
    }
    previous = current;
  }
  return previous[to.length]!;
}

import { pagesOf } from '#platform/views';
import { distanceOf } from '../ranking/ranking.policy.js';
import { publicName } from './public-name.policy.js';
import type { CountInfo, PlaceInfo, UnitPlaceInfo } from './standings.repository.js';

/** Units of a mark (see ADR 0011). */
export const MARK = 138_600;
export const PER_PAGE = 50;

/** Minutes, seconds in two digits, tenths; written by `contest.duration`. */
export function durationOf(ms: number) {
  const tenths = Math.floor(ms / 100);
  const seconds = Math.floor(tenths / 10);
  return {
    minutes: Math.floor(seconds / 60),
    seconds: String(seconds % 60).padStart(2, '0'),
    tenths: tenths % 10,
  };
}

export function personRows(places: PlaceInfo[], count: CountInfo, today: string) {
  return places.map((place) => ({
    ...{ place: place.place, tied: place.tied, code: place.code, unit: place.unitName },
    name: publicName(place, today),
    marks: place.markUnits / MARK,
    total: place.maxUnits / MARK,
    time: durationOf(place.timeMs),
    predicted: place.prediction !== null,
    prediction: place.prediction,
    distance: place.prediction === null ? null : distanceOf(place.prediction, count.actual),
  }));
}

export const unitRows = (units: UnitPlaceInfo[]) =>
  units.map(({ place, name, entries, markUnits }) => ({
    ...{ place, name, entries },
    average: Number(BigInt(markUnits) / BigInt(entries)) / MARK,
  }));

export const pagingOf = (count: CountInfo, page: number, address: string) =>
  pagesOf(count.entries, PER_PAGE, page, (number) => `${address}?page=${number}`);

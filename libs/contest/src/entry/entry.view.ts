import { distanceOf } from '../ranking/ranking.policy.js';
import { durationOf, MARK } from '../standing/standing.view.js';
import type { CountInfo, PlaceInfo } from '../standing/standings.repository.js';
import type { OwnEntry } from './own-entries.repository.js';

/** An entry for its owner: marks only once the standings of the round are public. */
export function entryView(entry: OwnEntry, count: CountInfo | null, place: PlaceInfo | null) {
  return {
    ...entry,
    open: entry.status === 'open',
    byDeadline: entry.submittedBy === 'deadline',
    // Zero is a prediction too.
    predicted: entry.prediction !== null,
    time: entry.timeMs === null ? null : durationOf(entry.timeMs),
    result: count &&
      place && {
        place: place.place,
        tied: place.tied,
        entries: count.entries,
        marks: place.markUnits / MARK,
        total: place.maxUnits / MARK,
        actual: count.actual,
        distance: place.prediction === null ? null : distanceOf(place.prediction, count.actual),
      },
  };
}

import { describe, expect, test } from '@jest/globals';
import { tietOfYear } from './tiet-year.policy.js';

describe('periods of a year', () => {
  test('are those of courses completed in that year, each course once', () => {
    const credited = [
      { courseId: 'a', tiet: 12, completedYear: 2026 },
      { courseId: 'a', tiet: 14, completedYear: 2026 },
      { courseId: 'b', tiet: 6, completedYear: 2026 },
      { courseId: 'c', tiet: 8, completedYear: 2025 },
      { courseId: 'd', tiet: 20, completedYear: null },
    ];
    expect(tietOfYear(credited, 2026)).toBe(20);
    expect(tietOfYear(credited, 2024)).toBe(0);
  });
});

import { describe, expect, test } from '@jest/globals';
import { Catalogue } from '#platform/i18n';
import { daysLeftText, dayText, durationText, roughMinutes, scoreText } from './words.js';

const t = new Catalogue().for('vi');
/** Numbers are bound to their words by spaces that do not break. */
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('words of learning', () => {
  test.each([
    [45, '45 phút'],
    [60, '1 giờ'],
    [325, '5 giờ 25 phút'],
  ])('%i minutes', (minutes, text) => expect(plain(durationText(minutes, t))).toBe(text));

  test.each([
    [39, 'còn 39 ngày'],
    [0, 'hôm nay là ngày cuối'],
    [-3, 'đã qua 3 ngày'],
  ])('%i days left', (days, text) => expect(plain(daysLeftText(days, t))).toBe(text));

  test.each([
    [9458, '94,58%'],
    [7000, '70%'],
    [6605, '66,05%'],
    [0, '0%'],
  ])('a score of %i', (score, text) => expect(scoreText(score)).toBe(text));

  test('lengths from two hours on are told by the half hour', () => {
    expect([119, 120, 355, 375].map(roughMinutes)).toEqual([119, 120, 360, 390]);
  });

  test('a day', () => expect(dayText('2026-12-31')).toBe('31/12/2026'));
});

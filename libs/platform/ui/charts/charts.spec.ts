import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { plotRadar } from './radar.js';
import { plotSegments, share } from './segments.js';
import { plotTrend, roundUp } from './trend.js';

describe('share', () => {
  test('is a percentage with two decimals, within 0 and 100', () => {
    expect(share(41, 64)).toBe(64.06);
    expect(share(5, 0)).toBe(0);
    expect(share(70, 64)).toBe(100);
    expect(share(-1, 64)).toBe(0);
  });
});

describe('segments', () => {
  test('fill the bar in order without overlapping, and no count disappears', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1e6 }), { minLength: 1, maxLength: 8 }), (counts) => {
        const drawn = plotSegments(counts.map((count) => ({ count })));
        expect(drawn.map((segment) => segment.count)).toEqual(counts.filter((count) => count > 0));
        let end = -0.3;
        for (const { x, width } of drawn) {
          expect(x).toBeCloseTo(end + 0.3, 1);
          expect(width).toBeGreaterThan(0.5);
          end = x + width;
        }
        if (drawn.length) expect(end).toBeCloseTo(100, 1);
      }),
    );
  });
});

describe('radar', () => {
  const axes = ['Dữ liệu và thông tin', 'An toàn', 'Giải quyết vấn đề'].map((label) => ({ label, value: 4 }));

  test('the first axis points up and the outer ring is the maximum', () => {
    const plot = plotRadar([{ label: 'An toàn', value: 8 }, ...axes], 8);
    expect(plot.dots[0]).toEqual({ x: 200, y: 45 });
    expect(plot.spokes[0]).toEqual(plot.dots[0]);
    expect(plot.dots[1]).toEqual({ x: 252.5, y: 150 });
  });

  test('values outside the scale stay on the drawing', () => {
    expect(plotRadar([{ label: 'a', value: 99 }, ...axes], 8).dots[0]).toEqual({ x: 200, y: 45 });
    expect(plotRadar([{ label: 'a', value: -3 }, ...axes], 8).dots[0]).toEqual({ x: 200, y: 150 });
  });

  test('long labels break into two lines, what is needed is drawn only when known', () => {
    const plot = plotRadar(axes, 8);
    expect(plot.labels[0]!.lines.map((line) => line.text)).toEqual(['Dữ liệu và', 'thông tin']);
    expect(plot.labels[1]!.lines.map((line) => line.text)).toEqual(['An toàn']);
    expect(plot.needed).toBe('');
    expect(plotRadar([{ label: 'a', value: 1, needed: 4 }, ...axes], 8).needed).not.toBe('');
  });
});

describe('trend', () => {
  test('scales end at a number that divides well and is not below the data', () => {
    expect(roundUp(12482)).toBe(20000);
    expect(roundUp(7)).toBe(8);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e9 }), (value) => {
        const top = roundUp(value);
        expect(top).toBeGreaterThanOrEqual(value);
        expect(top % 4).toBe(0);
        expect(top).toBeLessThanOrEqual(Math.max(4, value * 3));
      }),
    );
  });

  test('the line ends at the last measured day, the plan goes on', () => {
    const plot = plotTrend({
      points: [
        { label: '06/04', value: 0, plan: 0 },
        { label: '22/05', value: 50, plan: 60 },
        { label: '30/06', plan: 100 },
      ],
      max: 100,
    });
    expect(plot.last).toMatchObject({ x: 350, value: 50 });
    expect(plot.actual.split(' ')).toHaveLength(2);
    expect(plot.plan.split(' ')).toHaveLength(3);
    expect(plot.last!.y).toBe((plot.grid[0]!.y + plot.grid[4]!.y) / 2);
  });

  test('no data, one point and all zeros draw without NaN', () => {
    for (const points of [
      [],
      [{ label: 'a' }],
      [{ label: 'a', value: 0 }],
      [
        { label: 'a', value: 0 },
        { label: 'b', value: 0 },
      ],
    ]) {
      expect(JSON.stringify(plotTrend({ points }))).not.toMatch(/NaN|null/);
    }
  });
});

test('a long label of a radar fills several short lines, and loses no word', () => {
  const label = 'Giao tiếp và hợp tác trong môi trường số';
  const { labels } = plotRadar([{ label, value: 1 }], 8);
  const lines = labels[0]!.lines.map((line) => line.text);
  expect(lines).toEqual(['Giao tiếp và', 'hợp tác trong', 'môi trường số']);
});
